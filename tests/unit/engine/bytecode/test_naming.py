"""What one import system knows of the names of files."""

from __future__ import annotations

import importlib.machinery
import sys

import pytest

from thence._engine.bytecode.naming import FileNames

TAG = sys.implementation.cache_tag


@pytest.fixture(autouse=True)
def no_prefix(monkeypatch):
    monkeypatch.setattr(sys, "pycache_prefix", None)


def test_the_suffixes_are_the_interpreters():
    names = FileNames()

    assert names.source == importlib.machinery.SOURCE_SUFFIXES
    assert names.bytecode == importlib.machinery.BYTECODE_SUFFIXES
    assert names.extension == importlib.machinery.EXTENSION_SUFFIXES


def test_two_systems_do_not_share_their_lists():
    one, two = FileNames(), FileNames()

    one.source.append(".thing")

    assert two.source == [".py"]


def test_lists_that_are_handed_over_are_used():
    source, bytecode, extension = [".a"], [".b"], [".c"]

    names = FileNames(source, bytecode, extension)

    assert names.source is source
    assert names.bytecode is bytecode
    assert names.extension is extension


@pytest.mark.parametrize(
    ("file", "cached"),
    [
        ("/p/a.py", f"/p/__pycache__/a.{TAG}.pyc"),
        ("/p/a.pyc", "/p/a.pyc"),
        ("/p/a.so", None),
        ("/p/a", None),
    ],
)
def test_source_and_bytecode_are_cached_and_nothing_else(file, cached):
    assert FileNames().cached_file_of(file) == cached


def test_an_interpreter_without_a_cache_has_no_place_for_one(monkeypatch):
    monkeypatch.setattr(sys, "implementation", type("None", (), {"cache_tag": None}))

    assert FileNames().cache_of("/a.py") is None
