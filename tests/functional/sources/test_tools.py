"""Tools that look at modules find in a source what they find on disk."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import pytest

FILES = {
    "pkg/__init__.py": "from . import part\n",
    "pkg/part.py": """
        '''Doubles.

        >>> double(2)
        4
        '''
        import warnings
        def double(x):
            return x * 2
        def fail():
            raise RuntimeError("on purpose")
        def warn():
            warnings.warn("careful")
        """,
    "pkg/__main__.py": "import sys; print(sys.argv[1:], __package__, __spec__.name)",
    "pkg/test_it.py": """
        import unittest
        class TestIt(unittest.TestCase):
            def test_double(self):
                from . import part
                self.assertEqual(part.double(2), 4)
        """,
    "pkg/data/a.txt": "hello",
    "pkg/data/deep/b.txt": "b",
    "space/tool/__main__.py": "print(__name__, __package__)",
    "old/__init__.py": "__path__ = __import__('pkgutil').extend_path(__path__, __name__)",
    "old/here.py": "",
}


@pytest.fixture(params=["archive", "database"])
def source(request, place) -> str:
    """The entry of a source: an archive, or a database."""
    if request.param == "archive":
        return str(place.archive("all.whl", FILES))
    for name, text in FILES.items():
        place.write(f"tree/{name}", text)
    entry = f"sqlite://{place.folder}/code.db"
    assert place.thence("publish", "tree", "--to", entry).returncode == 0
    return entry


@pytest.fixture
def run(place, source):
    """Runs a program that finds the source; what it prints."""

    def run(text: str, *words: str) -> str:
        place.write("program.py", text)
        ended = place.thence("run", "--source", source, *(words or ("program.py",)))
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    return run


def test_processes_of_every_kind_import_it_and_show_its_lines(run):
    printed = run("""
        import concurrent.futures, multiprocessing
        import pkg
        if __name__ == "__main__":
            for method in ("spawn", "forkserver", "fork"):
                context = multiprocessing.get_context(method)
                with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
                    print(method, pool.submit(pkg.part.double, 2).result())
                    error = pool.submit(pkg.part.fail).exception()
                    print('raise RuntimeError("on purpose")' in str(error.__cause__))
        """)

    assert printed.split() == [
        "spawn",
        "4",
        "True",
        "forkserver",
        "4",
        "True",
        "fork",
        "4",
        "True",
    ]


def test_a_debugger_lists_its_lines(run):
    printed = run("""
        import io, pdb, pkg
        out = io.StringIO()
        session = pdb.Pdb(stdin=io.StringIO("list\\ncontinue\\n"), stdout=out, readrc=False)
        session.runcall(pkg.part.double, 3)
        print(out.getvalue())
        """)

    assert "->\t    return x * 2" in printed


def test_warnings_show_their_line(run):
    printed = run("""
        import contextlib, io, linecache, pkg
        told = io.StringIO()
        linecache.getlines(pkg.part.__file__, vars(pkg.part))
        linecache.checkcache()
        with contextlib.redirect_stderr(told):
            pkg.part.warn()
        print(told.getvalue())
        """)

    assert 'part.py:13: UserWarning: careful\n  warnings.warn("careful")' in printed


def test_doctest_unittest_and_pydoc_look_into_it(run):
    printed = run("""
        import doctest, io, pkg, pyclbr, pydoc, unittest
        print(doctest.testmod(pkg.part))
        tests = unittest.defaultTestLoader.loadTestsFromName("pkg.test_it")
        print(unittest.TextTestRunner(stream=io.StringIO()).run(tests).testsRun)
        print("Doubles." in pydoc.render_doc("pkg.part", renderer=pydoc.plaintext))
        print(sorted(pyclbr.readmodule_ex("pkg.part")))
        """)

    assert printed.splitlines() == [
        "TestResults(failed=0, attempted=1)",
        "1",
        "True",
        "['double', 'fail', 'warn']",
    ]


def test_unittest_runs_it_as_a_module(place, source):
    ended = place.thence("run", "--source", source, "-m", "unittest", "pkg.test_it")

    assert "Ran 1 test" in ended.stderr
    assert ended.returncode == 0


def test_packages_are_walked_and_old_namespaces_extended(run):
    printed = run("""
        import pkgutil, sys
        print(sorted(each.name for each in pkgutil.walk_packages([sys.path[-1]])))
        print(pkgutil.resolve_name("pkg.part:double")(1), pkgutil.get_data("pkg", "data/a.txt"))
        import old.here
        print([place.removeprefix(sys.path[-1]) for place in old.__path__])
        """)

    assert printed.splitlines() == [
        "['old', 'old.here', 'pkg', 'pkg.__main__', 'pkg.part', 'pkg.test_it']",
        "2 b'hello'",
        "['/old']",
    ]


def test_a_lazy_loader_waits_with_it(run):
    printed = run("""
        import importlib.util, sys
        spec = importlib.util.find_spec("pkg.test_it")
        spec.loader = importlib.util.LazyLoader(spec.loader)
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        print("TestIt" in object.__getattribute__(module, "__dict__"), module.TestIt.__name__)
        """)

    assert printed == "False TestIt\n"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_old_functions_read_resources(run):
    printed = run("""
        import warnings
        warnings.simplefilter("ignore")
        from importlib import resources
        print(resources.read_text("pkg.data", "a.txt"), resources.is_resource("pkg.data", "deep"))
        print(sorted(resources.contents("pkg.data")))
        with resources.path("pkg.data", "a.txt") as file:
            print(file.read_text())
        """)

    assert printed.splitlines() == ["hello False", "['a.txt', 'deep']", "hello"]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="as_file takes folders since 3.12")
def test_a_folder_of_resources_is_had_as_files(run):
    printed = run("""
        from importlib import resources
        with resources.as_file(resources.files("pkg") / "data") as folder:
            print(sorted(each.name for each in folder.rglob("*.txt")))
        """)

    assert printed == "['a.txt', 'b.txt']\n"


def test_namespace_packages_and_prompts_are_run(place, source):
    tool = place.thence("run", "--source", source, "-m", "space.tool")
    prompt = place.thence("run", "--source", source, "-m", "pkg", "-x")

    assert tool.stdout == "__main__ space.tool\n", tool.stderr
    assert prompt.stdout == "['-x'] pkg pkg.__main__\n", prompt.stderr


def test_coverage_measures_archives(place):
    """Of other sources it finds no files, and measures nothing."""
    if find_spec("coverage") is None:
        pytest.skip("coverage is not installed here: NOT TESTED")
    line = ("run", "--source", str(place.archive("all.whl", FILES)), "-m", "coverage")

    place.thence(*line, "run", "--source=pkg", "-m", "pkg")
    shown = place.thence(*line, "report").stdout

    assert "pkg/part.py" in shown


def test_why_and_show_tell_of_it(place, source):
    why = place.thence("why", "pkg.part", "--source", source).stdout
    place.thence("trace", "--quiet", "-o", "it.rec", "--source", source, "-c", "import pkg")
    shown = "".join(place.thence("show", "it.rec", "pkg.part").stdout.split())

    assert f"pkg/part.py in {source}, " in why
    assert "sha256 " in why
    assert "relative to the working directory" not in why
    assert f"{source}/pkg/part.py:" in shown
    assert "bytesfromthesourcein" in shown
    assert "sha256" in shown
