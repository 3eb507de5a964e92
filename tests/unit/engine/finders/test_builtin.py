"""Built-in modules."""

from __future__ import annotations

import sys

import pytest

from thence._engine.versions import LOAD_MODULE


@pytest.fixture
def importer(machinery):
    return machinery.BuiltinImporter


def test_a_built_in_module_is_found(importer, machinery):
    spec = importer.find_spec("sys")

    assert type(spec) is machinery.ModuleSpec
    assert (spec.loader, spec.origin, spec.has_location) == (importer, "built-in", False)


@pytest.mark.parametrize("name", ["json", "absent", "sys.path", ""])
def test_nothing_else_is_found(importer, name):
    assert importer.find_spec(name) is None


def test_a_built_in_module_is_made_and_executed(system):
    module = system.import_module("_string")

    assert module.__loader__ is system.machinery.BuiltinImporter
    assert list(module.formatter_parser("x")) == [("x", None, None, None)]


@pytest.mark.parametrize("method", ["get_code", "get_source", "is_package"])
def test_what_is_not_built_in_is_refused(importer, method):
    with pytest.raises(ImportError, match=r"^'json' is not a built-in module$") as caught:
        getattr(importer, method)("json")

    assert caught.value.name == "json"


def test_what_is_not_built_in_is_not_made(importer, machinery):
    with pytest.raises(ImportError, match=r"^'json' is not a built-in module$"):
        importer.create_module(machinery.ModuleSpec("json", importer))


def test_there_is_neither_code_nor_source_nor_package(importer):
    assert importer.get_code("sys") is None
    assert importer.get_source("sys") is None
    assert importer.is_package("sys") is False


@pytest.mark.skipif(not LOAD_MODULE, reason="gone in 3.15")
def test_load_module_still_works_with_a_warning(importer, system):
    with pytest.warns(DeprecationWarning, match="load_module"):
        module = importer.load_module("_string")

    assert system.modules["_string"] is module


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="gone in 3.12")
class TestBefore312:
    """PEP 302's methods."""

    def test_find_module_finds_the_loader(self, importer):
        with pytest.warns(DeprecationWarning, match=r"BuiltinImporter\.find_module"):
            assert importer.find_module("sys") is importer
        with pytest.warns(DeprecationWarning, match="deprecated"):
            assert importer.find_module("json") is None

    def test_module_repr_shows_that_it_is_built_in(self, importer):
        with pytest.warns(DeprecationWarning, match=r"BuiltinImporter\.module_repr"):
            assert importer.module_repr(sys) == "<module 'sys' (built-in)>"
