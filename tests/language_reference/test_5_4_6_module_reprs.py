"""Language reference 5.4.6, Module reprs.

The built-in repr() asks the import system that is in force in the process: for a private system
these tests show that the modules it makes have what a repr needs.
"""

from __future__ import annotations

import sys
import types
from typing import Any

import pytest
from handmade import sets

LOADER = types.SimpleNamespace(shelf=7)


@pytest.mark.clause("5.4.6/1", "5.4.6/2")
def test_modules_of_any_kind_have_a_repr(system, importable, monkeypatch, meta_hook):
    """5.4.6/1, 2: source, package, built-in, frozen, and one from a loader in memory."""
    root = importable({"lr_plain.py": "", "lr_pkg/__init__.py": ""})
    loader = sets()
    meta_hook({"lr_stored": loader})
    expected = {
        "lr_plain": f"<module 'lr_plain' from {str(root / 'lr_plain.py')!r}>",
        "lr_pkg": f"<module 'lr_pkg' from {str(root / 'lr_pkg' / '__init__.py')!r}>",
        "lr_stored": f"<module 'lr_stored' ({loader!r})>",
        "_symtable": "<module '_symtable' (built-in)>",
        "__hello__": "<module '__hello__' (frozen)>",
    }
    for name in expected:
        monkeypatch.delitem(system.modules, name, raising=False)

    assert {name: repr(system.import_module(name)) for name in expected} == expected


@pytest.mark.clause("5.4.6/1", "5.4.6/2")
def test_a_namespace_package_has_a_repr(system, importable):
    """5.4.6/1, 2: since 3.12 it names the portions."""
    root = importable({"lr_space/": ""})

    text = repr(system.import_module("lr_space"))

    if sys.version_info >= (3, 12):
        assert text == f"<module 'lr_space' (namespace) from [{str(root / 'lr_space')!r}]>"
    else:
        assert text.startswith("<module 'lr_space' (<")
        assert "NamespaceLoader object at" in text


@pytest.mark.clause("5.4.6/2")
@pytest.mark.parametrize(
    ("fields", "has_location", "expected"),
    [
        ({"loader": None, "origin": "/shelf/file"}, True, "<module 'lr_m' from '/shelf/file'>"),
        ({"loader": None, "origin": "row 7"}, False, "<module 'lr_m' (row 7)>"),
        ({"loader": LOADER}, False, f"<module 'lr_m' ({LOADER!r})>"),
        ({"loader": None}, False, "<module 'lr_m'>"),
    ],
)
def test_the_repr_is_made_from_the_spec(system, fields, has_location, expected):
    """5.4.6/2: name, loader, origin and has_location decide; the attributes say nothing."""
    module = types.ModuleType("another name")
    module.__file__ = "another file"
    module.__spec__ = system.machinery.ModuleSpec("lr_m", **fields)
    module.__spec__.has_location = has_location

    assert repr(module) == expected


@pytest.mark.clause("5.4.6/3", "5.4.6/4", "5.4.6/5", "5.4.6/6")
@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"__file__": "/shelf/file"}, "<module 'lr_m' from '/shelf/file'>"),
        ({"__file__": "/f", "__loader__": LOADER}, "<module 'lr_m' from '/f'>"),
        ({"__loader__": LOADER}, f"<module 'lr_m' ({LOADER!r})>"),
        ({"__loader__": None}, "<module 'lr_m'>"),
        ({}, "<module 'lr_m'>"),
    ],
)
@pytest.mark.parametrize("without_spec", ["none", "deleted"])
@pytest.mark.usefixtures("system")
def test_without_spec_the_repr_is_made_from_attributes(attributes, expected, without_spec):
    """5.4.6/3 to 6: file, else loader, else the name alone."""
    module = types.ModuleType("lr_m")
    if without_spec == "deleted":
        del module.__spec__
    vars(module).update(attributes)

    assert repr(module) == expected


@pytest.mark.clause("5.4.6/7")
@pytest.mark.usefixtures("system")
def test_a_question_mark_stands_for_a_missing_name():
    """5.4.6/7: with and without a file."""
    module = types.ModuleType("lr_m")
    del module.__name__, module.__spec__, module.__loader__

    assert repr(module) == "<module '?'>"
    module.__file__ = "/shelf/file"
    assert repr(module) == "<module '?' from '/shelf/file'>"


@pytest.mark.clause("5.4.6/8")
def test_the_repr_follows_what_is_set_by_hand(system, importable):
    """5.4.6/8: first the spec's fields, and without a spec the attributes."""
    importable({"lr_plain.py": ""})
    module = system.import_module("lr_plain")

    module.__spec__.origin = "an origin of my own"
    assert repr(module) == "<module 'lr_plain' from 'an origin of my own'>"

    module.__spec__ = None
    module.__file__ = "a file of my own"
    assert repr(module) == "<module 'lr_plain' from 'a file of my own'>"


class LegacyLoader:
    """A loader from when loaders made the reprs."""

    def module_repr(self, module):
        return f"<{module.__name__} on my shelf>"


@pytest.fixture
def legacy_module():
    """A module without a spec, with a file, and with such a loader."""
    module: Any = types.ModuleType("lr_m")
    module.__loader__ = LegacyLoader()
    module.__file__ = "/shelf/file"
    return module


@pytest.mark.clause("5.4.6/9")
@pytest.mark.usefixtures("system")
def test_module_repr_comes_before_file(legacy_module):
    """5.4.6/9: what the loader says is the repr."""
    assert repr(legacy_module) == "<lr_m on my shelf>"


@pytest.mark.clause("5.4.6/10")
def test_module_repr_comes_after_the_spec(system, legacy_module):
    """5.4.6/10: with a spec the loader is not asked."""
    legacy_module.__spec__ = system.machinery.ModuleSpec("lr_m", legacy_module.__loader__)

    assert repr(legacy_module) == f"<module 'lr_m' ({legacy_module.__loader__!r})>"


@pytest.mark.clause("5.4.6/11")
@pytest.mark.usefixtures("system")
def test_module_repr_is_no_longer_called(legacy_module):
    """5.4.6/11: the file is what the repr shows."""
    assert repr(legacy_module) == "<module 'lr_m' from '/shelf/file'>"
