"""Frozen modules."""

from __future__ import annotations

import sys
import types

import pytest

from thence._engine.finders.frozen import source_of_frozen
from thence._engine.versions import LOAD_MODULE

LIBRARY = sys._stdlib_dir  # type: ignore[attr-defined]


@pytest.fixture
def importer(machinery):
    return machinery.FrozenImporter


def test_a_frozen_module_is_found_with_its_source(importer):
    spec = importer.find_spec("__hello__")

    assert (spec.loader, spec.origin, spec.has_location) == (importer, "frozen", False)
    assert spec.loader_state.origname == "__hello__"
    assert spec.loader_state.filename == f"{LIBRARY}/__hello__.py"
    assert spec.submodule_search_locations is None


def test_a_frozen_package_is_searched_in_the_library(importer):
    spec = importer.find_spec("__phello__")

    assert spec.submodule_search_locations == [f"{LIBRARY}/__phello__"]
    assert spec.loader_state.filename == f"{LIBRARY}/__phello__/__init__.py"


@pytest.mark.parametrize("name", ["json", "absent", ""])
def test_nothing_else_is_found(importer, name):
    assert importer.find_spec(name) is None


def test_a_frozen_module_is_made_and_executed(system, capsys):
    module = system.import_module("__phello__.spam")

    assert module.__spec__.loader is system.machinery.FrozenImporter
    assert module.__file__ == f"{LIBRARY}/__phello__/spam.py"
    assert system.modules["__phello__"].spam is module
    assert vars(module)["__builtins__"] is system.builtins
    capsys.readouterr()


def test_a_module_without_a_spec_is_executed_by_its_name(importer):
    module = types.ModuleType("__hello__")

    importer.exec_module(module)

    assert hasattr(module, "main")


def test_a_module_whose_source_is_unknown_has_no_file(importer, machinery):
    module = importer.create_module(machinery.ModuleSpec("__hello__", importer))

    assert not hasattr(module, "__file__")


@pytest.mark.parametrize("method", ["get_code", "get_source", "is_package"])
def test_what_is_not_frozen_is_refused(importer, method):
    with pytest.raises(ImportError, match=r"^'json' is not a frozen module$") as caught:
        getattr(importer, method)("json")

    assert caught.value.name == "json"


def test_there_is_code_but_no_source(importer):
    assert importer.get_code("__hello__").co_name == "<module>"
    assert importer.get_source("__hello__") is None


def test_packages_are_told_from_modules(importer):
    assert importer.is_package("__phello__") is True
    assert importer.is_package("__hello__") is False


@pytest.mark.skipif(not LOAD_MODULE, reason="gone in 3.15")
@pytest.mark.parametrize("name", ["__hello__", "__phello__"])
def test_load_module_still_works_with_a_warning(importer, system, capsys, name):
    with pytest.warns(DeprecationWarning, match="load_module"):
        module = importer.load_module(name)

    assert system.modules[name] is module
    assert module.__spec__.loader_state.origname == name
    assert module.__file__ == module.__spec__.loader_state.filename
    assert getattr(module, "__path__", None) == module.__spec__.submodule_search_locations
    capsys.readouterr()


@pytest.mark.skipif(not LOAD_MODULE, reason="gone in 3.15")
def test_load_module_of_what_is_not_frozen_fails(importer):
    with pytest.warns(DeprecationWarning, match="deprecated"), pytest.raises(ImportError):
        importer.load_module("json")


@pytest.mark.parametrize(
    ("original", "fullname", "is_package", "expected"),
    [
        ("a", "a", False, ("a.py", None)),
        ("a.b", "a.b", False, ("a/b.py", None)),
        ("a", "a", True, ("a/__init__.py", "a")),
        ("a", "alias", False, ("a.py", None)),
        ("a", "alias", True, ("a.py", None)),
        ("<a", "alias", True, ("a/__init__.py", "a")),
        ("<a", "alias", False, ("a/__init__.py", None)),
    ],
)
def test_the_source_of_a_frozen_module_lies_in_the_library(
    monkeypatch, original, fullname, is_package, expected
):
    monkeypatch.setattr(sys, "_stdlib_dir", "/library")

    file, directory = source_of_frozen(original, fullname, is_package)

    assert file == f"/library/{expected[0]}"
    assert directory == (None if expected[1] is None else f"/library/{expected[1]}")


def test_nothing_is_known_of_a_source_without_a_library_or_an_original(monkeypatch):
    assert source_of_frozen(None, "a", False) == (None, None)
    monkeypatch.setattr(sys, "_stdlib_dir", None)
    assert source_of_frozen("a", "a", True) == (None, None)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="gone in 3.12")
class TestBefore312:
    """PEP 302's methods."""

    def test_find_module_finds_the_loader(self, importer):
        with pytest.warns(DeprecationWarning, match=r"FrozenImporter\.find_module"):
            assert importer.find_module("__hello__") is importer
        with pytest.warns(DeprecationWarning, match="deprecated"):
            assert importer.find_module("json") is None

    def test_module_repr_shows_that_it_is_frozen(self, importer):
        with pytest.warns(DeprecationWarning, match=r"FrozenImporter\.module_repr"):
            assert importer.module_repr(types.ModuleType("a")) == "<module 'a' (frozen)>"
