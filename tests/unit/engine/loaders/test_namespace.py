"""Namespace packages: nothing to execute, and a path that follows the parent's."""

from __future__ import annotations

import sys

import pytest

from thence._engine.versions import LOAD_MODULE


@pytest.fixture
def space(system, tree):
    """A namespace package with one portion."""
    tree({"left/space/one.py": "", "right/space/two.py": ""})
    system.path[:] = [f"{system.path[0]}/left"]
    return system.import_module("space")


@pytest.fixture
def right(system, space):
    """A path entry with another portion."""
    return system.path[0].replace("left", "right")


def test_the_path_looks_like_a_sequence(space, system):
    (entry,) = system.path
    path = space.__path__

    assert len(path) == 1
    assert list(path) == [path[0]] == [f"{entry}/space"]
    assert f"{entry}/space" in path
    assert "elsewhere" not in path
    assert repr(path) == f"_NamespacePath(['{entry}/space'])" or sys.version_info >= (3, 15)


def test_a_new_entry_of_the_parents_path_brings_its_portion(space, system, right):
    system.path.append(right)

    assert list(space.__path__)[1:] == [f"{right}/space"]


def test_without_a_change_nobody_is_asked(space, system):
    asked = []
    space.__path__._path_finder = lambda *facts: asked.append(facts)

    list(space.__path__)

    assert asked == []


def test_a_search_that_finds_nothing_leaves_the_portions(space, system):
    before = list(space.__path__)

    system.path.append("/nowhere")
    system.path.pop(0)

    assert list(space.__path__) == before


def test_a_regular_package_that_came_meanwhile_does_not_count_yet(space, system, right, tree):
    before = list(space.__path__)
    tree({"right/space/__init__.py": ""})

    system.path.append(right)

    assert list(space.__path__) == before


def test_an_entry_may_be_added_or_set_until_the_next_search(space):
    space.__path__.append("/added")
    space.__path__[0] = "/set"

    assert list(space.__path__) == ["/set", "/added"]


def test_a_namespace_in_a_package_follows_the_path_of_the_package(system, tree):
    root = tree({"p/__init__.py": "", "p/space/": "", "more/space/": ""})
    space = system.import_module("p.space")

    system.modules["p"].__path__.append(f"{root}/more")

    assert list(space.__path__) == [f"{root}/p/space", f"{root}/more/space"]


@pytest.mark.small_files
@pytest.mark.parametrize(
    ("is_import_error", "error"), [(True, ModuleNotFoundError), (False, KeyError)]
)
def test_the_path_needs_the_parent_in_the_cache(system, tree, monkeypatch, is_import_error, error):
    """It is an ImportError since 3.15."""
    name = "thence._engine.loaders.namespace.MISSING_PARENT_IS_AN_IMPORT_ERROR"
    monkeypatch.setattr(name, is_import_error)
    tree({"p/__init__.py": "", "p/space/": ""})
    space = system.import_module("p.space")
    del system.modules["p"]

    with pytest.raises(error, match="p"):
        list(space.__path__)


def test_there_is_nothing_to_execute(space):
    loader = space.__loader__

    assert loader.is_package("space") is True
    assert loader.get_source("space") == ""
    assert loader.get_code("space").co_names == ()
    assert loader.create_module(space.__spec__) is None
    assert loader.exec_module(space) is None


def test_a_loader_can_be_made_by_hand(machinery, system):
    loader = machinery.NamespaceLoader("space", ["/1"], lambda *facts: None)

    assert list(loader._path) == ["/1"]


@pytest.mark.skipif(not LOAD_MODULE, reason="gone in 3.15")
def test_load_module_still_works_with_a_warning(space, system):
    del system.modules["space"]

    with pytest.warns(DeprecationWarning, match="load_module"):
        module = space.__loader__.load_module("space")

    assert system.modules["space"] is module


def test_resources_of_all_portions_are_read(space, system, right, tree):
    tree({"right/space/data.txt": "text"})
    system.path.append(right)
    list(space.__path__)

    reader = space.__loader__.get_resource_reader(space)

    assert reader.files().joinpath("data.txt").read_text() == "text"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="gone in 3.12")
def test_module_repr_shows_that_it_is_a_namespace(space):
    with pytest.warns(DeprecationWarning, match=r"NamespaceLoader\.module_repr"):
        assert space.__loader__.module_repr(space) == "<module 'space' (namespace)>"
