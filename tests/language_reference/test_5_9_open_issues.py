"""Language reference 5.9 as it once was, Open issues: what its wishes ask to be told.

The attributes of modules and packages, runpy and pkgutil on top of the import system, and PEP
395's pitfalls of ``__main__``.
"""

from __future__ import annotations

import pkgutil
import runpy

import pytest
from path_support import MetaPathFinder, in_a_process, in_the_process, memory_spec

BOX = {"box/__init__.py": "", "box/inner.py": ""}
RELATIVE = {"box/__init__.py": "name = 'box'", "box/inner.py": "from . import name\nprint(name)"}


class TestAttributes:
    """What a module has, by its kind."""

    @pytest.mark.clause("5.9/1")
    def test_modules_and_packages(self, system, importable):
        """5.9/1: name, loader, package, spec, file; a package has a path as well."""
        root = importable(BOX)

        inner = system.import_module("box.inner")
        box = system.modules["box"]

        assert (inner.__name__, inner.__package__) == ("box.inner", "box")
        assert (box.__name__, box.__package__) == ("box", "box")
        assert inner.__file__ == inner.__spec__.origin == str(root / "box" / "inner.py")
        assert box.__file__ == box.__spec__.origin == str(root / "box" / "__init__.py")
        assert inner.__loader__ is inner.__spec__.loader
        assert not hasattr(inner, "__path__")
        assert box.__path__ == [str(root / "box")]

    @pytest.mark.clause("5.9/2")
    def test_namespace_packages_and_built_in_modules(self, system, importable):
        """5.9/2: a namespace package has a path and no file, a built-in module has neither."""
        root = importable({"space/": ""})

        space = system.import_module("space")
        time = system.import_module("time")

        assert getattr(space, "__file__", None) is None
        assert [*space.__path__] == [str(root / "space")]
        assert time.__spec__.origin == "built-in"
        assert not hasattr(time, "__file__")
        assert not hasattr(time, "__path__")


@in_the_process
class TestRunpyAndPkgutil:
    """Library modules that stand on the import system."""

    @pytest.mark.clause("5.9/3")
    def test_run_module_uses_the_import_system(self, system):
        """5.9/3: run_module gives the code the spec that a finder found, and the run's name."""
        spec = memory_spec(system, "wanted")
        spec.loader.get_code = lambda fullname: compile("ran_as = __name__", fullname, "exec")
        system.meta_path.insert(0, finder := MetaPathFinder(spec))

        namespace = runpy.run_module("wanted", run_name="the_run")

        assert (namespace["ran_as"], namespace["__spec__"]) == ("the_run", spec)
        assert finder.asked == ["wanted"]
        assert "wanted" not in system.modules

    @pytest.mark.clause("5.9/4")
    def test_run_path_runs_files_and_directories(self, system, tree):
        """5.9/4: a file has no spec; a directory's __main__ module is found, and has one."""
        root = tree({"script.py": "answer = 42", "app/__main__.py": "answer = 42"})

        script = runpy.run_path(str(root / "script.py"))
        app = runpy.run_path(str(root / "app"))

        assert (script["answer"], script["__spec__"]) == (42, None)
        assert (app["answer"], app["__spec__"].name) == (42, "__main__")
        assert str(root / "app") not in system.path

    @pytest.mark.clause("5.9/5")
    def test_walk_packages_lists_what_can_be_imported(self, system, importable):
        """5.9/5: walk_packages finds modules, packages and their submodules on a path."""
        root = importable({**BOX, "lone.py": "", "notes.txt": ""})

        walked = [(found.name, found.ispkg) for found in pkgutil.walk_packages([str(root)])]

        assert walked == [("box", True), ("box.inner", False), ("lone", False)]


@in_a_process
class TestPitfallsOfMain:
    """PEP 395: where __main__ and its place in a package part."""

    @pytest.mark.clause("5.9/6")
    def test_a_script_does_not_know_its_package(self, process, tree):
        """5.9/6: the path starts inside the package, and relative imports fail."""
        shows = {"box/shows.py": "import sys; print(sys.path[0])"}
        root = tree({**RELATIVE, **shows}).resolve()

        shown = process.start("box/shows.py", cwd=root)
        failed = process.start("box/inner.py", cwd=root, check=False)

        assert shown.stdout.strip() == str(root / "box")
        last_line = failed.stderr.splitlines()[-1]
        assert last_line.endswith("attempted relative import with no known parent package")
        assert failed.returncode == 1

    @pytest.mark.clause("5.9/7")
    def test_a_module_started_with_m_knows_its_package(self, process, tree):
        """5.9/7: -m sets __package__, so relative imports work (PEP 366)."""
        done = process.start("-m", "box.inner", cwd=tree(RELATIVE))

        assert done.stdout == "box\n"

    @pytest.mark.clause("5.9/8")
    def test_a_package_without_main_cannot_be_started(self, process, tree):
        """5.9/8: -m with a package needs the module __main__ in it."""
        done = process.start("-m", "box", cwd=tree(BOX), check=False)

        reason = "No module named box.__main__; 'box' is a package and cannot be directly executed"
        assert done.stderr.strip().endswith(reason)
        assert done.returncode == 1

    @pytest.mark.clause("5.9/9")
    def test_objects_of_mains_classes_are_pickled_as_mains(self, process, tree):
        """5.9/9: a pickle names __main__, which is another module in another program."""
        thing = """
            import pickle
            class Thing: pass
            if __name__ == "__main__":
                import thing
                data = pickle.dumps(Thing())
                print(b"__main__" in data, type(pickle.loads(data)) is thing.Thing)
        """

        done = process.start("thing.py", cwd=tree({"thing.py": thing}))

        assert done.stdout.split() == ["True", "False"]
