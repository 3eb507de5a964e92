"""The abstract base classes of finders and loaders."""

from __future__ import annotations

import importlib.abc
import sys
from typing import Any

import pytest

import thence
import thence.abc
import thence.machinery
from thence import machinery

before_3_12 = pytest.mark.skipif(sys.version_info >= (3, 12), reason="gone in 3.12")
before_3_15 = pytest.mark.skipif(sys.version_info >= (3, 15), reason="gone in 3.15")


class Inspecting(thence.abc.InspectLoader):
    """A loader with a text, or none."""

    def __init__(self, text="answer = 42"):
        self.text = text

    def get_source(self, fullname):
        return self.text


class Executing(thence.abc.ExecutionLoader):
    """A loader with a text and a file."""

    file: str | None = "/a.py"

    def get_source(self, fullname):
        return "answer = 42"

    def get_filename(self, fullname):
        if self.file is None:
            return super().get_filename(fullname)  # type: ignore[safe-super]
        return self.file


class Storing(thence.abc.SourceLoader):
    """A loader with a file in a store."""

    def get_data(self, path):
        return b"answer = 42"

    def get_filename(self, fullname):
        return "/a.py"


@pytest.fixture(autouse=True)
def a_process_like_before():
    yield
    sys.modules.pop("made_by_this_test", None)


def test_the_names_are_importlibs():
    assert set(thence.abc.__all__) <= set(vars(importlib.abc))


@pytest.mark.parametrize(
    ("base", "names"),
    [
        (
            "MetaPathFinder",
            ["BuiltinImporter", "FrozenImporter", "PathFinder", "WindowsRegistryFinder"],
        ),
        ("PathEntryFinder", ["FileFinder"]),
        ("InspectLoader", ["BuiltinImporter", "FrozenImporter", "NamespaceLoader"]),
        ("ExecutionLoader", ["ExtensionFileLoader"]),
        ("FileLoader", ["SourceFileLoader", "SourcelessFileLoader", "ExtensionFileLoader"]),
        ("SourceLoader", ["SourceFileLoader"]),
    ],
)
def test_the_classes_of_the_machinery_are_registered(base, names):
    for name in names:
        assert issubclass(getattr(machinery, name), getattr(thence.abc, base))


def test_a_loader_leaves_the_making_of_modules_to_others():
    spec = machinery.ModuleSpec("a", None)

    assert thence.abc.Loader().create_module(spec) is None


@before_3_15
def test_a_loader_that_cannot_execute_cannot_load():
    with pytest.raises(ImportError):
        thence.abc.Loader().load_module("a")


@before_3_15
def test_a_loader_that_can_execute_can_load():
    class Loader(thence.abc.Loader):
        def exec_module(self, module):
            module.answer = 42

    with pytest.warns(DeprecationWarning, match="load_module"):
        module = Loader().load_module("made_by_this_test")

    assert module.answer == 42
    assert sys.modules["made_by_this_test"] is module


@pytest.mark.parametrize("finder", [thence.abc.MetaPathFinder, thence.abc.PathEntryFinder])
def test_finders_have_nothing_to_forget(finder):
    assert finder().invalidate_caches() is None


@pytest.mark.parametrize(
    ("base", "method"),
    [
        (thence.abc.ResourceLoader, "get_data"),
        (thence.abc.InspectLoader, "get_source"),
        (thence.abc.ExecutionLoader, "get_filename"),
    ],
)
def test_methods_that_have_to_be_written(base, method):
    with pytest.raises(TypeError, match=method):
        base()


def test_what_a_base_class_cannot_know_is_an_error():
    class Resources(thence.abc.ResourceLoader):
        def get_data(self, path):
            return super().get_data(path)  # type: ignore[safe-super]

    class Inspector(Inspecting):
        def get_source(self, fullname):
            return thence.abc.InspectLoader.get_source(self, fullname)  # type: ignore[safe-super]

    with pytest.raises(OSError):  # noqa: PT011 : it says nothing more
        Resources().get_data("a")
    with pytest.raises(ImportError):
        Inspector().get_source("a")
    with pytest.raises(ImportError):
        Inspector().is_package("a")


def test_code_is_made_of_the_text():
    names: dict[str, object] = {}
    code: Any = Inspecting().get_code("a")

    exec(code, names)

    assert names["answer"] == 42
    assert Inspecting(None).get_code("a") is None


def test_a_module_is_executed():
    module = type(sys)("a")

    Inspecting().exec_module(module)

    assert module.answer == 42


@pytest.mark.parametrize("file", ["/a.py", None])
def test_code_knows_its_file_if_the_loader_does(file):
    loader = Executing()
    loader.file = file

    code: Any = loader.get_code("a")

    assert code.co_filename == (file or "<string>")


def test_a_loader_without_a_text_has_no_code():
    class Silent(Executing):
        def get_source(self, fullname):
            return None

    assert Silent().get_code("a") is None


def test_a_loader_of_source_needs_no_more_than_data_and_file():
    assert Storing().get_source("a") == "answer = 42"
    code: Any = Storing().get_code("a")
    assert code.co_filename == "/a.py"
    Storing().set_data("/a.pyc", b"")


@pytest.mark.filterwarnings("ignore:SourceLoader.path_mtime:DeprecationWarning")
def test_time_and_stats_of_a_source_stand_for_each_other():
    class Timed(Storing):
        def path_mtime(self, path):
            return 7

    class Known(Storing):
        def path_stats(self, path):
            return {"mtime": 7.5}

    assert Timed().path_stats("/a.py") == {"mtime": 7}
    assert Known().path_mtime("/a.py") == 7


@pytest.mark.filterwarnings("ignore:SourceLoader.path_mtime:DeprecationWarning")
@pytest.mark.parametrize("method", ["path_stats", "path_mtime"])
def test_a_source_without_a_time_is_not_cached(method):
    with pytest.raises(OSError):  # noqa: PT011 : it says nothing more
        getattr(Storing(), method)("/a.py")


@pytest.mark.parametrize("name", ["ResourceReader", "Traversable", "TraversableResources"])
@pytest.mark.skipif(sys.version_info >= (3, 14), reason="gone in 3.14")
def test_the_classes_of_resources_moved(name):
    from importlib.resources import abc as resources

    if sys.version_info >= (3, 12):
        with pytest.warns(DeprecationWarning, match=name):
            found = getattr(thence.abc, name)
    else:
        found = getattr(thence.abc, name)

    assert found is getattr(resources, name)
    delattr(thence.abc, name)


def test_a_name_that_importlib_has_not_is_missing():
    with pytest.raises(AttributeError, match=r"module 'thence\.abc' has no attribute 'absent'"):
        thence.abc.absent  # noqa: B018 : asking is the act


@before_3_12
class TestBefore312:
    """PEP 302's methods, each with its warning."""

    @pytest.fixture
    def found(self):
        return machinery.ModuleSpec("a", "the loader", is_package=True)

    def test_a_loader_has_no_repr_for_modules(self):
        with (
            pytest.warns(DeprecationWarning, match="module_repr"),
            pytest.raises(NotImplementedError),
        ):
            thence.abc.Loader().module_repr(sys)

    def test_the_finder_of_old(self):
        class Old(thence.abc.Finder):
            def find_module(self, fullname, path=None):
                return super().find_module(fullname, path)

        with pytest.warns(DeprecationWarning, match="The Finder ABC"):
            finder = Old()
        with pytest.warns(DeprecationWarning, match=r"Finder\.find_module"):
            assert finder.find_module("a") is None

    @pytest.mark.parametrize(("has_spec", "expected"), [(True, "the loader"), (False, None)])
    def test_a_meta_path_finder_answers_by_find_spec(self, found, has_spec, expected):
        class Finder(thence.abc.MetaPathFinder):
            def find_spec(self, fullname, path, target=None):
                return found if has_spec else None

        with pytest.warns(DeprecationWarning, match=r"MetaPathFinder\.find_module"):
            assert Finder().find_module("a", None) == expected

    def test_a_meta_path_finder_without_find_spec_finds_nothing(self):
        with pytest.warns(DeprecationWarning, match="deprecated"):
            assert thence.abc.MetaPathFinder().find_module("a", None) is None

    @pytest.mark.parametrize("has_spec", [True, False])
    def test_a_path_entry_finder_answers_by_find_spec(self, found, has_spec):
        class Finder(thence.abc.PathEntryFinder):
            def find_spec(self, fullname, target=None):
                return found if has_spec else None

        with pytest.warns(DeprecationWarning, match=r"PathEntryFinder\.find_loader"):
            answer = Finder().find_loader("a")

        assert answer == (("the loader", []) if has_spec else (None, []))

    def test_a_path_entry_finder_without_find_spec_finds_nothing(self):
        with pytest.warns(DeprecationWarning, match="deprecated"):
            assert thence.abc.PathEntryFinder().find_loader("a") == (None, [])
        with pytest.warns(DeprecationWarning, match="deprecated"):
            assert thence.abc.PathEntryFinder().find_module("a") is None
