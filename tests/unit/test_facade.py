"""importlib, as one import system offers it."""

from __future__ import annotations

import importlib
import importlib.machinery
import sys

import pytest

from thence.facade import importlib_for

NAMES = {
    "importlib": ["__import__", "import_module", "invalidate_caches", "reload"],
    "importlib.machinery": [
        name
        for name in dir(importlib.machinery)
        if name[0].isupper() and name != "AppleFrameworkLoader"
    ],
    "importlib.util": [
        "LazyLoader",
        "MAGIC_NUMBER",
        "cache_from_source",
        "decode_source",
        "find_spec",
        "module_from_spec",
        "resolve_name",
        "source_from_cache",
        "source_hash",
        "spec_from_file_location",
        "spec_from_loader",
    ],
}


@pytest.fixture
def modules(system):
    return importlib_for(system)


def test_there_are_three_modules(modules):
    assert sorted(modules) == ["importlib", "importlib.machinery", "importlib.util"]
    assert all(module.__name__ == name for name, module in modules.items())
    assert {module.__package__ for module in modules.values()} == {"importlib"}


def test_the_submodules_are_bound_in_the_package(modules):
    assert modules["importlib"].machinery is modules["importlib.machinery"]
    assert modules["importlib"].util is modules["importlib.util"]


@pytest.mark.parametrize("name", NAMES["importlib"])
def test_the_operations_are_the_systems(modules, system, name):
    assert getattr(modules["importlib"], name) == getattr(system, name)


def test_the_machinery_has_importlibs_public_classes(modules):
    old = {"DEBUG_BYTECODE_SUFFIXES", "OPTIMIZED_BYTECODE_SUFFIXES"}

    missing = set(NAMES["importlib.machinery"]) - old - set(vars(modules["importlib.machinery"]))

    assert not missing


def test_the_utilities_have_importlibs_public_functions(modules):
    assert set(NAMES["importlib.util"]) <= set(vars(modules["importlib.util"]))


def test_all_suffixes_are_those_of_the_moment(modules, system):
    system.machinery.file_names.source.append(".thing")

    assert ".thing" in modules["importlib.machinery"].all_suffixes()


def test_other_submodules_are_searched_in_the_library(modules, monkeypatch, system):
    assert modules["importlib"].__path__ == [f"{sys._stdlib_dir}/importlib"]  # type: ignore[attr-defined]

    monkeypatch.setattr(sys, "_stdlib_dir", None)
    assert importlib_for(system)["importlib"].__path__ == []
