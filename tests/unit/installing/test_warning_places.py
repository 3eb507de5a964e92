"""Where the interpreter's own import system warns from."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from thence.installing.counterparts import Counterparts
from thence.installing.warning_places import Warnings, line_at, line_of_warning

core: Any = importlib._bootstrap  # type: ignore[attr-defined]


def warning(warnings):
    """Warn in its third line."""
    return warnings.warn("no")


def handing_over(warnings):
    """Never call it."""
    return warnings.warn


def warning_twice(warnings):
    """Warn in its third and its fourth line."""
    warnings.warn("no")
    warnings.warn("still not")


def silent():
    """Say nothing."""


@pytest.fixture
def places():
    return Warnings(Counterparts())


@pytest.mark.parametrize("function", [warning, handing_over])
def test_the_line_is_the_one_that_reaches_for_warn(function):
    code = function.__code__

    assert line_of_warning(code, 1) == code.co_firstlineno + 2


@pytest.mark.parametrize(("ordinal", "line"), [(1, 2), (2, 3), (3, None)])
def test_several_warnings_of_a_function_are_counted(ordinal, line):
    code = warning_twice.__code__
    expected = None if line is None else code.co_firstlineno + line

    assert line_of_warning(code, ordinal) == expected


def test_a_function_that_does_not_warn_has_no_line():
    assert line_of_warning(silent.__code__, 1) is None


def test_a_name_that_is_never_loaded_has_no_line():
    code = silent.__code__.replace(co_names=("warn",))

    assert line_of_warning(code, 1) is None


def test_no_line_belongs_to_an_offset_beyond_the_code():
    assert line_at(silent.__code__, 10_000) is None


def test_a_functions_place_is_found_by_its_name(places):
    namespace, file, line = places.place_of("_find_spec")

    assert namespace is vars(core)
    assert file == "<frozen importlib._bootstrap>"
    assert line == line_of_warning(core._find_spec.__code__, 1)


def test_a_methods_place_is_found_by_its_class_and_name(places):
    namespace, file, line = places.place_of("PathFinder._path_hooks")

    assert namespace["__name__"] == "importlib._bootstrap_external"
    assert file == "<frozen importlib._bootstrap_external>"
    assert line > 0


@pytest.mark.parametrize("name", ["absent", "PathFinder.absent", "_resolve_name", "absent.absent"])
def test_what_does_not_warn_has_no_place(places, name):
    assert places.place_of(name) is None
