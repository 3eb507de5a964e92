"""What the library does with modules that the import system has loaded."""

from __future__ import annotations

import importlib.metadata
import importlib.resources
import inspect
import linecache
import pickle
import pkgutil
import traceback
import types

import pytest
from path_support import in_the_process, write_archive

SOURCE = '''\
"""A module."""


class Thing:
    """A class of it."""

    def method(self):
        return "a line of source"[42]


def function():
    return Thing().method()
'''

NOTES = {"box/__init__.py": "", "box/data/notes.txt": "some notes"}


@pytest.fixture(params=["directory", "archive"])
def on_the_path(request, system, tmp_path, importable):
    """Write files into a directory, or into a zip archive, in front of the system's path."""

    def write(files):
        if request.param == "directory":
            return importable(files)
        archive = write_archive(tmp_path / "modules.zip", files)
        system.path.insert(0, str(archive))
        return archive

    return write


class TestLazyLoader:
    """A loader that executes its module when the module is used."""

    @pytest.fixture
    def lazy(self, system, importable):
        """A module that was imported lazily and notes its execution."""
        source = "from record import executed\nexecuted.append(__name__)\nanswer = 42\nother = 43"
        importable({"wanted.py": source})
        system.modules["record"] = types.ModuleType("record")
        system.modules["record"].executed = []
        spec = system.find_spec("wanted")
        spec.loader = system.util.LazyLoader(spec.loader)
        module = system.modules["wanted"] = system.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    @pytest.mark.clause("library/1", "library/2")
    def test_the_first_attribute_executes_the_module(self, system, lazy):
        """library/1, library/2: the module is executed at its first use, and only then."""
        executed = system.modules["record"].executed

        assert executed == []
        assert (lazy.answer, lazy.other) == (42, 43)
        assert executed == ["wanted"]
        assert type(lazy) is types.ModuleType

    @pytest.mark.clause("library/3")
    def test_what_is_set_before_the_execution_stays(self, system, lazy):
        """library/3: setting executes nothing, and wins; deleting executes."""
        lazy.answer = "set from outside"
        assert system.modules["record"].executed == []

        del lazy.other

        assert system.modules["record"].executed == ["wanted"]
        assert lazy.answer == "set from outside"
        assert not hasattr(lazy, "other")

    @pytest.mark.clause("library/4")
    def test_a_factory_makes_lazy_loaders(self, system, tree):
        """library/4: the factory stands where a loader class is expected."""
        root = tree({"wanted.py": ""})
        factory = system.util.LazyLoader.factory(system.machinery.SourceFileLoader)

        spec = system.machinery.FileFinder(str(root), (factory, [".py"])).find_spec("wanted")

        assert type(spec.loader) is system.util.LazyLoader
        assert spec.loader.loader.get_filename("wanted") == str(root / "wanted.py")

    @pytest.mark.clause("library/5")
    def test_an_old_loader_cannot_be_lazy(self, system):
        """library/5: without exec_module there is no moment to put off."""
        with pytest.raises(TypeError, match=r"^loader must define exec_module\(\)$"):
            system.util.LazyLoader(object())


class TestResources:
    """importlib.resources and pkgutil.get_data."""

    @pytest.mark.clause("library/6", "library/7")
    def test_the_files_of_a_package_are_read(self, system, on_the_path):
        """library/6, library/7: files are read from directories and archives."""
        on_the_path(NOTES)

        notes = importlib.resources.files(system.import_module("box")) / "data" / "notes.txt"

        assert notes.read_text() == "some notes"
        with importlib.resources.as_file(notes) as file:
            assert file.read_text() == "some notes"

    @pytest.mark.clause("library/8")
    def test_the_files_of_all_portions_are_read(self, system, importable):
        """library/8: a namespace package has the files of each portion."""
        importable({"space/left.txt": "left"}, under="left")
        importable({"space/right.txt": "right"}, under="right")

        files = importlib.resources.files(system.import_module("space"))

        assert (files / "left.txt").read_text() == "left"
        assert (files / "right.txt").read_text() == "right"
        assert sorted(file.name for file in files.iterdir()) == ["left.txt", "right.txt"]

    @in_the_process
    @pytest.mark.clause("library/9")
    def test_get_data_asks_the_packages_loader(self, system, on_the_path):
        """library/9: get_data takes a package's name, and imports it."""
        on_the_path(NOTES)

        assert pkgutil.get_data("box", "data/notes.txt") == b"some notes"
        assert "box" in system.modules


@in_the_process
class TestListing:
    """What can be imported, and what is installed."""

    @pytest.mark.clause("library/10")
    def test_iter_modules_lists_an_entry(self, system, on_the_path):
        """library/10: modules and packages of directories and archives are listed."""
        root = on_the_path({"box/__init__.py": "", "lone.py": "", "notes.txt": ""})

        listed = [(found.name, found.ispkg) for found in pkgutil.iter_modules([str(root)])]

        assert sorted(listed) == [("box", True), ("lone", False)]

    @pytest.mark.clause("library/15")
    def test_distributions_are_found_by_the_finders(self, system, on_the_path):
        """library/15: the finders of the meta path find the distributions of their path."""
        metadata = "Metadata-Version: 2.1\nName: a-thing\nVersion: 4.2\n"
        on_the_path({"a_thing-4.2.dist-info/METADATA": metadata})

        assert importlib.metadata.version("a-thing") == "4.2"
        system.meta_path.clear()
        with pytest.raises(importlib.metadata.PackageNotFoundError):
            importlib.metadata.version("a-thing")


class TestSources:
    """inspect, linecache, traceback."""

    @in_the_process
    @pytest.mark.clause("library/11")
    def test_inspect_finds_the_source(self, system, on_the_path):
        """library/11: the source of a module, a class and a function."""
        on_the_path({"wanted.py": SOURCE})

        module = system.import_module("wanted")

        assert inspect.getsource(module) == SOURCE
        assert inspect.getsource(module.Thing).startswith("class Thing:\n")
        assert inspect.getsource(module.function).endswith("return Thing().method()\n")
        assert inspect.getmodule(module.function) is module

    @pytest.mark.clause("library/12")
    def test_a_traceback_shows_the_lines(self, system, on_the_path):
        """library/12: the loader in the frame's globals knows the source."""
        root = on_the_path({"wanted.py": SOURCE})
        module = system.import_module("wanted")

        with pytest.raises(IndexError) as caught:
            module.function()

        *_, last = traceback.extract_tb(caught.value.__traceback__)
        assert last.line == 'return "a line of source"[42]'
        assert last.filename == str(root / "wanted.py")
        assert linecache.getline(last.filename, 1, vars(module)) == '"""A module."""\n'


@in_the_process
class TestTracebacks:
    """What an error during an import shows."""

    def files_of(self, error):
        return [frame.filename for frame in traceback.extract_tb(error.__traceback__)]

    @pytest.mark.clause("library/16")
    @pytest.mark.parametrize("error", ["ValueError", "ImportError"])
    def test_an_error_in_a_module(self, system, importable, error):
        """library/16: the importing line is followed by the module's own."""
        root = importable({"failing.py": f"raise {error}", "importing.py": "import failing"})

        with pytest.raises((ValueError, ImportError)) as caught:
            system.run("import importing")

        *_, body, importing, failing = self.files_of(caught.value)
        assert body == "<a module body>"
        assert [importing, failing] == [str(root / "importing.py"), str(root / "failing.py")]

    @pytest.mark.clause("library/17")
    def test_a_module_that_is_not_found(self, system, importable):
        """library/17: the importing line is the last."""
        importable({"box/__init__.py": ""})

        with pytest.raises(ModuleNotFoundError) as caught:
            system.run("import box.absent")

        assert self.files_of(caught.value)[-1] == "<a module body>"


@in_the_process
@pytest.mark.clause("library/13")
def test_pickle_imports_the_module_of_a_class(system, importable):
    """library/13: an object is found again by the name of its module."""
    importable({"wanted.py": "class Thing: pass"})
    data = pickle.dumps(system.import_module("wanted").Thing())
    del system.modules["wanted"]

    thing = pickle.loads(data)

    assert type(thing) is system.modules["wanted"].Thing


class TestSpecsAndLoaders:
    """What can be asked of a spec and its loader by hand."""

    @pytest.fixture
    def spec(self, system, importable):
        importable({"box/__init__.py": SOURCE})
        return system.find_spec("box")

    @pytest.mark.clause("library/14")
    def test_the_repr_of_a_spec(self, spec):
        """library/14: name, loader, origin, and a package's search locations."""
        places = f"submodule_search_locations={spec.submodule_search_locations!r}"
        facts = f"name='box', loader={spec.loader!r}, origin={spec.origin!r}, {places}"

        assert repr(spec) == f"ModuleSpec({facts})"

    @pytest.mark.clause("library/18")
    def test_a_source_loader_knows_its_module(self, spec):
        """library/18: whether it is a package, its source, code and file."""
        loader = spec.loader

        assert loader.is_package("box")
        assert loader.get_source("box") == SOURCE
        assert loader.get_data(spec.origin) == SOURCE.encode()
        assert loader.get_filename("box") == spec.origin
        assert loader.get_code("box").co_filename == spec.origin

    @pytest.mark.clause("library/19")
    def test_a_loader_refuses_another_name(self, spec):
        """library/19: a loader stands for one module."""
        with pytest.raises(ImportError, match=r"^loader for box cannot handle other$"):
            spec.loader.get_filename("other")

    @pytest.mark.clause("library/20")
    def test_a_module_made_by_hand_is_not_in_the_cache(self, system, spec):
        """library/20: putting it there is the import's job, or the caller's."""
        module = system.module_from_spec(spec)

        spec.loader.exec_module(module)

        assert module.Thing.__module__ == "box"
        assert "box" not in system.modules
