"""Installed before, in and after ``site``: .pth files, editable finders, sitecustomize."""

from __future__ import annotations

import os
import venv

import pytest

LAUNCH = (
    "import sys; sys.path.insert(0, {0!r})\n"
    "from thence.launching.launcher import launch; from thence.launching.plan import Plan\n"
    "del sys.path[0]; launch(sys.argv[1:], Plan())"
)

# As setuptools makes it for `pip install -e`: a .pth file with a line of code, and this.
EDITABLE_FINDER = """
import sys
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import spec_from_file_location
from pathlib import Path

MAPPING = {mapping!r}
NAMESPACES = {namespaces!r}
PATH_PLACEHOLDER = '__editable__.demo.finder.__path_hook__'

class Finder:
    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if fullname in MAPPING:
            candidate = Path(MAPPING[fullname])
            for file in (candidate / '__init__.py', candidate.with_suffix('.py')):
                if file.exists():
                    return spec_from_file_location(fullname, file)
        return None

class NamespaceFinder:
    @classmethod
    def path_hook(cls, path):
        if path == PATH_PLACEHOLDER:
            return cls
        raise ImportError

    @classmethod
    def find_spec(cls, fullname, target=None):
        if fullname not in NAMESPACES:
            return None
        spec = ModuleSpec(fullname, None, is_package=True)
        spec.submodule_search_locations = [*NAMESPACES[fullname], PATH_PLACEHOLDER]
        return spec

    @classmethod
    def find_module(cls, fullname):
        return None

def install():
    sys.meta_path.append(Finder)
    sys.path_hooks.append(NamespaceFinder.path_hook)
    sys.path.append(PATH_PLACEHOLDER)
"""

# What is seen of the import system while site works; printed by whoever imports it first.
WITNESS = """
import sys
def show(who):
    kinds = [getattr(each, '__name__', type(each).__name__) for each in sys.meta_path]
    print(who, kinds, len(sys.path_hooks), sorted(sys.modules).index('site') >= 0, flush=True)
"""

ENVIRONMENT = {
    "witness.py": WITNESS,
    "a_code.pth": "import witness; witness.show('the first .pth file')\n",
    "b_editable.pth": "import editable_finder; editable_finder.install()\n",
    "c_entries.pth": "{folder}/more\n{folder}/archive.zip\n# a comment\n\n{folder}/not there\n",
    "d_code.pth": "import witness; import demo; witness.show(demo.__file__)\n",
    "e_broken.pth": "import there_is_no_such_module\n",
    "sitecustomize.py": "import witness, more_of_it; witness.show('sitecustomize')\n",
    "usercustomize.py": "import witness; witness.show('usercustomize')\n",
}

PROGRAM = """
import sys
import demo, spread.part, more_of_it, sitecustomize
for module in (demo, spread, spread.part, more_of_it, sitecustomize):
    print(module.__name__, module.__spec__, module.__loader__)
print([entry for entry in sys.path], sorted(sys.modules))
print([(entry, type(finder)) for entry, finder in sys.path_importer_cache.items()])
print([type(each) for each in sys.meta_path], [type(each) for each in sys.path_hooks])
"""


@pytest.fixture
def environment(starting):
    """A virtual environment whose site-packages does all that site lets it do."""
    folder = starting.folder / "environment"
    venv.create(folder, symlinks=True, system_site_packages=False)
    (packages,) = (folder / "lib").glob("python*/site-packages")
    inside = packages.relative_to(starting.folder)
    for name, text in ENVIRONMENT.items():
        starting.write(f"{inside}/{name}", text.format(folder=starting.folder))
    starting.write("more/more_of_it.py", "from wanted_before import *\n")
    starting.write("more/wanted_before.py", "answer = 42\n")
    starting.write("sources/demo/__init__.py", "here = __file__\n")
    starting.write("sources/spread/part.py", "")
    sources = starting.folder / "sources"
    mapping = {"demo": str(sources / "demo"), "spread.part": str(sources / "spread/part")}
    finder = EDITABLE_FINDER.format(
        mapping=mapping, namespaces={"spread": [str(sources / "spread")]}
    )
    starting.write(f"{inside}/editable_finder.py", finder)
    return folder


@pytest.fixture
def start(starting, environment):
    """Runs words by the Python of the environment; with thence before site, or not at all."""
    python = str(environment / "bin" / "python")
    launcher = (python, "-I", "-S", "-c", LAUNCH.format(str(starting.sources)))

    def run(*words, thence, **variables):
        # The launcher's -I and -S would hold for the program, too.
        command = (python, "-c", launcher[-1]) if thence else (python,)
        ended = starting.start(*command, *words, **variables)
        lines = (ended.stdout + ended.stderr).splitlines()
        return ended.returncode, lines

    return run


def test_all_that_site_does_is_the_same(start, starting):
    program = starting.write("program.py", PROGRAM)

    code, theirs = start(program, thence=False)
    launched, ours = start(program, thence=True)

    assert code == launched == 0
    # The launcher is a Python of its own, in which site works before it replaces itself.
    once = theirs[: theirs.index(next(line for line in theirs if line.startswith("demo ")))]
    assert ours == [*once, *theirs]


@pytest.mark.parametrize("options", [("-I",), ("-S",), ("-E",), ("-s",)], ids=" ".join)
def test_and_under_options(start, starting, options):
    program = starting.write("program.py", "import sys\nprint(sorted(sys.modules), sys.path)\n")

    theirs = start(*options, program, thence=False)
    ours = start(*options, program, thence=True)

    assert ours[1][-1:] == theirs[1][-1:]
    assert ours[0] == theirs[0]


def test_site_works_on_thence(start, starting, environment):
    """Modules that .pth files and sitecustomize import are loaded by thence."""
    (packages,) = (environment / "lib").glob("python*/site-packages")
    with (packages / "sitecustomize.py").open("a", encoding="utf-8") as file:
        file.write(
            "import sys\nwho = sys.modules['_frozen_importlib']._find_and_load.__module__\n"
            "print('WHO', who.partition('.')[0])\n"
        )
    program = starting.write("program.py", "")

    _, lines = start(program, thence=True)

    assert [line for line in lines if "WHO" in line] == ["WHO _frozen_importlib", "WHO thence"]


class TestInstalledBySite:
    """Whoever has thence on the path may install it there himself, and give it back later."""

    PROGRAM = "import round_trip, holder\nprint(round_trip.in_force(), {load}holder.taken.give_back())"

    @pytest.fixture
    def hold(self, starting, environment):
        """Makes the environment able to import what this needs; returns its site-packages."""
        (packages,) = (environment / "lib").glob("python*/site-packages")
        places = "\n".join(starting.places)
        (packages / "a_places.pth").write_text(places + "\n", encoding="utf-8")
        (packages / "a_code.pth").unlink()
        text = "import round_trip\ntaken = round_trip.Taken()\n"
        (packages / "holder.py").write_text(text, encoding="utf-8")
        return packages

    def test_by_a_pth_file(self, start, starting, hold):
        (hold / "a_places_then.pth").write_text("import holder\n", encoding="utf-8")
        program = starting.write("program.py", self.PROGRAM.format(load=""))

        code, lines = start(program, thence=False)

        assert (code, lines[-1]) == (0, "True restored")

    @pytest.mark.parametrize("name", ["sitecustomize", "usercustomize"])
    def test_by_sitecustomize(self, start, starting, hold, name):
        (hold / f"{name}.py").write_text("import holder\n", encoding="utf-8")
        program = starting.write("program.py", self.PROGRAM.format(load=""))

        code, lines = start(program, thence=False)

        # usercustomize is imported only where the user's own site-packages is looked at.
        assert code == 0
        assert lines[-1] in {"True restored", *(["False restored"] if name != "sitecustomize" else [])}


def test_by_hand_between_the_interpreter_and_site(starting):
    program = starting.program(
        """
        import round_trip
        taken = round_trip.Taken()
        import site
        site.main()
        assert round_trip.by_thence(site)
        print(taken.load('colorsys').give_back())
        """
    )

    ended = starting.python("-S", program)

    assert ended.stdout == "restored\n"
    assert ended.stderr == ""


def test_a_sitecustomize_of_the_environment_variable(starting):
    starting.write("custom/sitecustomize.py", "import round_trip\ntaken = round_trip.Taken()\n")
    program = starting.write(
        "program.py",
        "import sys\nsys.path.insert(0, '.')\nimport sitecustomize\n"
        "print(sitecustomize.taken.load('wanted.inner').give_back())\n",
    )
    places = os.pathsep.join([str(starting.folder / "custom"), *starting.places])

    ended = starting.python(program, PYTHONPATH=places)

    assert (ended.stdout, ended.stderr) == ("restored\n", "")
