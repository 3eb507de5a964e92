"""What the interpreter prints of imports on request, and its other options."""

from __future__ import annotations

import marshal
import re
import sys

import pytest

PROGRAM = "import boot\nimport package.inner\n"
LINE = re.compile(r"import time:\s+\d+ \|\s+\d+ \| *(\S+)")


@pytest.fixture(autouse=True)
def package(programs):
    """A package with a submodule."""
    programs.write("package/__init__.py")
    programs.write("package/inner.py")


@pytest.mark.parametrize("thence", [True, False])
def test_the_import_times_are_printed_for_what_is_loaded(programs, thence):
    ended = programs.start(PROGRAM, "-X", "importtime", thence=thence)

    timed = LINE.findall(ended.stderr)
    assert timed[-2:] == ["package", "package.inner"]
    assert ended.returncode == 0


def spoken_of_package(text):
    """The lines about the package, without what differs from run to run."""
    lines = [line for line in text.splitlines() if "/package" in line or "'package" in line]
    return [line for line in lines if "destroy" not in line]


@pytest.mark.parametrize("options", [("-v",), ("-vv",)])
def test_verbose_imports_say_the_same(programs, options):
    ours, theirs = programs.both(PROGRAM, *options)

    assert spoken_of_package(ours) == spoken_of_package(theirs)
    assert any(line.startswith("import 'package.inner' # ") for line in ours.splitlines())


def held(data):
    """Header and code of a bytecode file: how code is marshalled depends on who refers to it."""
    return data[:16], marshal.loads(data[16:])


@pytest.mark.parametrize("optimization", [(), ("-O",), ("-OO",)])
def test_bytecode_is_kept_under_the_same_names(programs, optimization):
    programs.start(PROGRAM, *optimization, PYTHONDONTWRITEBYTECODE="")

    kept = {file.name for file in programs.folder.glob("package/__pycache__/*")}
    tag = sys.implementation.cache_tag
    mark = f".opt-{len(optimization[0]) - 1}" if optimization else ""
    assert kept == {f"__init__.{tag}{mark}.pyc", f"inner.{tag}{mark}.pyc"}


@pytest.mark.parametrize("first", [True, False], ids=["thence first", "interpreter first"])
def test_each_accepts_the_bytecode_of_the_other(programs, first):
    program = "import boot, package.inner\n"
    programs.start(program, thence=first, PYTHONDONTWRITEBYTECODE="")
    kept = {file: file.read_bytes() for file in programs.folder.glob("package/__pycache__/*")}

    ended = programs.start(program, "-v", thence=not first, PYTHONDONTWRITEBYTECODE="")

    matches = [line for line in ended.stderr.splitlines() if "matches" in line]
    assert sum(str(programs.folder / "package") in line for line in matches) == 2
    assert kept == {file: file.read_bytes() for file in kept}


def test_both_write_the_same_bytecode_to_the_same_place(programs):
    def written(thence):
        root = programs.folder / str(thence)
        settings = {"PYTHONPYCACHEPREFIX": str(root), "PYTHONDONTWRITEBYTECODE": ""}
        programs.start(PROGRAM, thence=thence, **settings)
        files = [file for file in root.rglob("*.pyc") if "package" in file.parts]
        return {file.relative_to(root): held(file.read_bytes()) for file in files}

    ours, theirs = written(True), written(False)

    assert ours == theirs
    assert len(ours) == 2


@pytest.mark.parametrize("options", [("-I",), ("-S",), ("-E",), ("-s",), ("-bb",), ("-Werror",)])
def test_it_installs_under_the_options(programs, options):
    ended = programs.start(
        f"import sys\nsys.path[:0] = {programs.places!r}\n"
        "import thence\nwith thence.install():\n    import package.inner\n    import json\n"
        "print(package.inner.__name__)",
        *options,
    )

    assert (ended.stdout, ended.stderr) == ("package.inner\n", "")


def test_the_end_of_the_process_is_quiet(programs):
    """What imports while the interpreter is torn down, does so without complaint."""
    ours, theirs = programs.both(
        """
        import boot
        import atexit

        class Late:
            def __del__(self):
                try:
                    import package.inner
                except ImportError as error:
                    print(error)

        import sys
        sys.late = Late()
        atexit.register(lambda: __import__("json"))
        """
    )

    assert ours == theirs == ""
