"""Installed before, in and after ``site``: .pth files, editable finders, sitecustomize."""

from __future__ import annotations

import os
import venv

import pytest

from thence.launching.command_line import CommandLine
from thence.launching.launcher import started
from thence.launching.plan import Plan

from .conftest import seen

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
    print(who, kinds, len(sys.path_hooks), 'site' in sys.modules, flush=True)
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
print(sys.path, sorted(name for name in sys.modules if name.partition('.')[0] != 'thence'))
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

    def run(*words, thence):
        command = [python, *map(str, words)]
        # By the interpreter itself: in a launcher, site would work once more.
        return starting.start(*(started(CommandLine(command), Plan()) if thence else command))

    return run


def test_all_that_site_does_is_the_same(start, starting):
    program = starting.write("program.py", PROGRAM)

    theirs, ours = (start(program, thence=thence) for thence in (False, True))

    assert seen(ours) == seen(theirs)
    told = {line.partition(" [")[0] for line in theirs.stdout.splitlines()}
    demo = str(starting.folder / "sources/demo/__init__.py")
    assert told >= {"the first .pth file", demo, "sitecustomize"}
    assert "there_is_no_such_module" in theirs.stderr


@pytest.mark.parametrize("options", [("-I",), ("-S",), ("-E",), ("-s",)], ids=" ".join)
def test_and_under_options(start, starting, options):
    show = "print(sorted(n for n in sys.modules if n.partition('.')[0] != 'thence'), sys.path)"
    program = starting.write("program.py", f"import sys\n{show}\n")

    theirs, ours = (start(*options, program, thence=thence) for thence in (False, True))

    assert seen(ours) == seen(theirs)


def test_site_works_on_thence(start, starting, environment):
    """Modules that .pth files and sitecustomize import are loaded by thence."""
    (packages,) = (environment / "lib").glob("python*/site-packages")
    with (packages / "sitecustomize.py").open("a", encoding="utf-8") as file:
        file.write(
            "import sys\nwho = sys.modules['_frozen_importlib']._find_and_load.__module__\n"
            "print('WHO', who.partition('.')[0])\n"
        )
    program = starting.write("program.py", "")

    ended = start(program, thence=True)

    assert [line for line in ended.stdout.splitlines() if "WHO" in line] == ["WHO thence"]


class TestInstalledBySite:
    """Whoever has thence on the path may install it there himself, and give it back later."""

    # What the interpreter itself does between site and the program.
    BETWEEN = ("__main__.__loader__", "sys.meta_path", "sys.path_hooks", "order in importlib")
    PROGRAM = f"""
import round_trip, holder
holder.taken.load('colorsys')
print(holder.taken.give_back(*{BETWEEN!r}))
"""

    @pytest.fixture
    def hold(self, starting, environment):
        """Makes the environment able to import what this needs; returns its site-packages."""
        (packages,) = (environment / "lib").glob("python*/site-packages")
        places = "\n".join(starting.places)
        (packages / "a_places.pth").write_text(places + "\n", encoding="utf-8")
        (packages / "a_code.pth").unlink()
        # importlib, when it is imported, gives its two halves other names, as it does anywhere.
        text = "import importlib.machinery, round_trip\ntaken = round_trip.Taken()\n"
        (packages / "holder.py").write_text(text, encoding="utf-8")
        return packages

    @pytest.mark.parametrize(
        "name", ["a_places_then.pth", "z.pth", "sitecustomize.py", "usercustomize.py"]
    )
    def test_and_given_back_by_the_program(self, start, starting, hold, name):
        """usercustomize.py is for the user's own site-packages; sitecustomize hands on."""
        (hold / name).write_text("import holder\n", encoding="utf-8")
        if name == "usercustomize.py":
            (hold / "sitecustomize.py").write_text("import usercustomize\n", encoding="utf-8")
        program = starting.write("program.py", self.PROGRAM)

        ended = start(program, thence=False)

        assert ended.returncode == 0, ended.stderr
        assert ended.stdout.splitlines()[-1] == "restored"


def test_by_hand_between_the_interpreter_and_site(starting):
    program = starting.program(
        """
        import round_trip
        taken = round_trip.Taken()
        import site
        site.main()
        assert round_trip.by_thence(site)
        print(taken.load('colorsys').give_back('sys.meta_path'))
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
        "print(sitecustomize.taken.load('wanted.inner').give_back('__main__.__loader__'))\n",
    )
    places = os.pathsep.join([str(starting.folder / "custom"), *starting.places])

    ended = starting.python(program, PYTHONPATH=places)

    assert (ended.stdout, ended.stderr) == ("restored\n", "")
