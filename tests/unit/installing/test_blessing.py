"""Objects of one import system are turned into the same objects of another."""

from __future__ import annotations

import types

import pytest

import thence
from thence.installing.blessing import bless_finder, bless_module, bless_path, change_class


@pytest.fixture
def pair(tree):
    """Two systems on one path, and the mapping from the classes of one to those of the other."""
    root = tree({"a.py": "", "space/b.py": ""})
    one, two = (thence.ImportSystem(path=[root]) for _ in range(2))
    names = (
        "ModuleSpec",
        "SourceFileLoader",
        "NamespaceLoader",
        "NamespacePath",
        "FileFinder",
        "PathFinder",
        "BuiltinImporter",
    )
    classes = {getattr(one.machinery, name): getattr(two.machinery, name) for name in names}
    return one, two, classes


def test_a_modules_spec_and_loader_change_their_class_and_stay_themselves(pair):
    one, two, classes = pair
    module = one.import_module("a")
    spec, loader = module.__spec__, module.__loader__

    bless_module(module, classes)

    assert (module.__spec__, module.__loader__) == (spec, loader)
    assert type(spec) is two.machinery.ModuleSpec
    assert type(loader) is two.machinery.SourceFileLoader


def test_a_loader_that_is_a_class_is_replaced(pair):
    one, two, classes = pair
    module = types.ModuleType("a")
    module.__spec__ = one.machinery.BuiltinImporter.find_spec("sys")
    module.__loader__ = module.__spec__.loader

    bless_module(module, classes)

    assert module.__loader__ is module.__spec__.loader is two.machinery.BuiltinImporter


def test_a_namespace_package_goes_on_in_the_other_system(pair, tree):
    one, two, classes = pair
    space = one.import_module("space")
    two.path.append(tree({"more/space/": ""}) + "/more")
    two.modules["space"] = space

    bless_module(space, classes)

    assert type(space.__path__) is two.machinery.NamespacePath
    assert type(space.__loader__) is two.machinery.NamespaceLoader
    assert len(space.__path__) == 2


def test_a_path_whose_finder_is_nobodys_keeps_it(pair):
    one, two, classes = pair
    path = one.machinery.NamespacePath("space", ["/1"], print)

    bless_path(path, classes)

    assert type(path) is two.machinery.NamespacePath
    assert path._path_finder is print


def test_a_finder_makes_the_other_systems_loaders(pair):
    one, two, classes = pair
    finder = one.machinery.file_hook()(one.path[0])

    bless_finder(finder, classes)

    assert type(finder) is two.machinery.FileFinder
    assert type(finder.find_spec("a").loader) is two.machinery.SourceFileLoader


def test_what_belongs_to_nobody_is_left_alone(pair):
    *_, classes = pair
    module = types.ModuleType("a")
    module.__spec__, module.__loader__ = "a spec", "a loader"  # type: ignore[assignment]
    module.__path__ = ["/1"]
    before = dict(vars(module))

    bless_module(module, classes)
    bless_module(None, classes)
    bless_module(object(), classes)
    bless_finder(None, classes)

    assert vars(module) == before


def test_a_module_without_a_loader_gets_none(pair):
    *_, classes = pair
    module = types.ModuleType("a")
    del module.__loader__

    bless_module(module, classes)

    assert not hasattr(module, "__loader__")


def test_an_object_whose_layout_forbids_it_is_left_alone():
    class Slotted:
        __slots__ = ("x",)

    thing = Slotted()

    change_class(thing, {Slotted: dict})

    assert type(thing) is Slotted
