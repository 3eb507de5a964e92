"""Extension modules."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from thence._engine.loaders.apple import library_of


@pytest.fixture
def loader(machinery):
    """The loader of an extension module of this Python's library."""
    for name in ("_json", "_bisect", "_heapq", "xxlimited"):
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.has_location:
            return machinery.ExtensionFileLoader(name, spec.origin)
    pytest.skip("this Python has no extension modules in files")


def test_it_is_loaded_and_executed(system, machinery, loader):
    spec = system.spec_from_loader(loader.name, loader)

    module = system.module_from_spec(spec)
    loader.exec_module(module)

    assert module.__file__ == loader.path
    assert module is not sys.modules.get(loader.name)
    assert len(vars(module)) > 6


def test_there_is_neither_code_nor_source(loader):
    assert loader.get_code(loader.name) is None
    assert loader.get_source(loader.name) is None


def test_its_bytes_are_read(loader):
    assert loader.get_data(loader.path) == Path(loader.path).read_bytes()


def test_an_init_is_a_package(machinery):
    kind, suffix = machinery.ExtensionFileLoader, machinery.file_names.extension[0]

    assert kind("a", f"/a/__init__{suffix}").is_package("a")
    assert not kind("a", f"/a{suffix}").is_package("a")


def test_what_is_no_library_is_an_import_error(machinery, tree, system):
    file = tree({"a.so": "nonsense"}) + "/a.so"
    loader = machinery.ExtensionFileLoader("a", file)

    with pytest.raises(ImportError) as caught:
        system.module_from_spec(system.spec_from_loader("a", loader))

    assert (caught.value.name, caught.value.path) == ("a", file)


class TestAppleFrameworks:
    """Extension modules of Apple's mobile systems, whose files name the library."""

    @pytest.fixture
    def application(self, monkeypatch, tree, loader):
        """An application's folder that holds a link to a real library."""
        root = tree({"app/python": "", "app/inner/a.fwork": "Frameworks/library\n"})
        monkeypatch.setattr(sys, "executable", f"{root}/app/python")
        place = Path(root) / "app/Frameworks"
        place.mkdir()
        (place / "library").symlink_to(loader.path)
        return f"{root}/app"

    def test_the_marker_file_names_the_library(self, application):
        library = library_of(f"{application}/inner/a.fwork")

        assert library == f"{application}/Frameworks/library"

    def test_the_named_library_is_loaded_and_the_marker_is_the_file(
        self, application, machinery, system, loader
    ):
        marker = f"{application}/inner/a.fwork"
        apple = machinery.AppleFrameworkLoader(loader.name, marker)
        spec = system.spec_from_loader(loader.name, apple)

        module = apple.create_module(spec)

        assert spec.origin == f"{application}/Frameworks/library"
        assert module.__file__ == marker

    def test_a_plain_library_is_loaded_as_ever(self, machinery, system, loader):
        apple = machinery.AppleFrameworkLoader(loader.name, loader.path)

        module = apple.create_module(system.spec_from_loader(loader.name, apple))

        assert module.__file__ == loader.path
