"""Namespaces that C code hands over."""

from __future__ import annotations

import types

import pytest

from thence._engine.loaders.executed_by_c import complete_namespace, loader_in
from thence._engine.versions import CACHED_ATTRIBUTE


@pytest.fixture
def complete(machinery):
    def act(namespace, file="/a.py", cached=None):
        kinds = machinery.SourceFileLoader, machinery.SourcelessFileLoader
        complete_namespace(namespace, "a", file, cached, *kinds)
        return namespace

    return act


def test_a_namespace_gets_what_a_module_of_a_file_has(complete, machinery):
    namespace = complete({}, cached="/__pycache__/a.pyc")

    loader = machinery.SourceFileLoader("a", "/a.py")
    assert namespace["__loader__"] == namespace["__spec__"].loader == loader
    assert namespace["__file__"] == "/a.py"
    assert namespace["__spec__"].cached == "/__pycache__/a.pyc"
    assert namespace.get("__cached__") == ("/__pycache__/a.pyc" if CACHED_ATTRIBUTE else None)


def test_bytecode_without_a_source_has_its_own_loader(complete, machinery):
    namespace = complete({}, "/a.pyc", "/a.pyc")

    assert type(namespace["__loader__"]) is machinery.SourcelessFileLoader


def test_what_the_namespace_has_stays(complete):
    spec = types.SimpleNamespace(loader="of the spec")

    assert complete({"__loader__": "mine"})["__loader__"] == "mine"
    assert complete({"__spec__": spec})["__loader__"] == "of the spec"
    assert complete({"__spec__": spec})["__spec__"] is spec


def test_a_namespace_without_a_loader_has_none():
    assert loader_in({}) is None
    assert loader_in("no namespace") is None
    assert loader_in(None) is None


def test_the_loader_of_the_spec_counts():
    spec = types.SimpleNamespace(loader="of the spec")

    assert loader_in({"__spec__": spec}) == "of the spec"
    assert loader_in({"__spec__": spec, "__loader__": "of the spec"}) == "of the spec"


def test_a_contradiction_is_worth_a_warning():
    spec = types.SimpleNamespace(loader="of the spec")

    with pytest.warns(DeprecationWarning, match=r"__loader__ != __spec__\.loader"):
        assert loader_in({"__spec__": spec, "__loader__": "other"}) == "of the spec"


@pytest.mark.parametrize("spec", [None, types.SimpleNamespace(loader=None)])
def test_a_loader_without_one_in_the_spec_will_do_with_a_warning(spec):
    with pytest.warns(DeprecationWarning, match=r"missing a __spec__\.loader"):
        assert loader_in({"__spec__": spec, "__loader__": "mine"}) == "mine"


def test_a_loader_without_a_spec_will_do_with_a_warning():
    with pytest.warns(DeprecationWarning, match=r"missing a __spec__\.loader"):
        assert loader_in({"__loader__": "mine"}) == "mine"


@pytest.mark.parametrize(
    ("spec", "error"),
    [
        (None, ValueError),
        (types.SimpleNamespace(loader=None), ValueError),
        (types.SimpleNamespace(), AttributeError),
    ],
)
def test_a_spec_without_any_loader_is_an_error(spec, error):
    with pytest.raises(error, match=r"missing a __spec__\.loader"):
        loader_in({"__spec__": spec})
