"""Dotted names, against the interpreter's own arithmetic."""

from __future__ import annotations

import importlib
import importlib.util

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thence._engine.names import absolute_name, last_part_of, leading_dots, parent_of
from thence._engine.protocol.lookup import resolve_name

# Odd ones, too: the interpreter does not look whether a part could be an identifier.
parts = st.text(alphabet="abπ_ 1", max_size=3)
dotted = st.lists(parts, max_size=5).map(".".join)
packages = st.lists(parts, min_size=1, max_size=5).map(".".join).filter(bool)


def outcome(function, *arguments):
    """What comes of a call: its result, or its error's type and message."""
    try:
        return function(*arguments)
    except (ImportError, ValueError) as error:
        return type(error), str(error)


@given(dotted, packages, st.integers(1, 7))
@example("", "a", 1)
@example("b", "a", 2)
def test_a_relative_name_is_made_absolute_as_the_interpreter_does(name, package, level):
    theirs = outcome(importlib._bootstrap._resolve_name, name, package, level)  # type: ignore[attr-defined]

    ours = outcome(absolute_name, name, package, level)

    assert ours == theirs


@given(st.integers(0, 6), dotted, st.none() | dotted)
def test_a_name_with_dots_is_resolved_as_importlib_does(dots, name, package):
    written = "." * dots + name

    assert outcome(resolve_name, written, package) == outcome(
        importlib.util.resolve_name, written, package
    )


@given(packages, st.lists(st.sampled_from("abc"), min_size=1, max_size=3))
def test_one_dot_is_the_package_itself(package, names):
    name = ".".join(names)

    assert absolute_name(name, package, 1) == f"{package}.{name}"


@given(dotted)
def test_parent_and_last_part_make_up_the_name(name):
    parent, last = parent_of(name), last_part_of(name)

    assert "." not in last
    assert (f"{parent}.{last}" if "." in name else last) == name


@given(st.integers(0, 9), st.sampled_from(["", "a", "a.b", "a..b."]))
def test_leading_dots_are_counted_and_no_others(dots, rest):
    assert leading_dots("." * dots + rest) == dots


@pytest.mark.parametrize("level", [2, 3, 10])
def test_too_many_dots_lead_beyond_the_top(level):
    with pytest.raises(ImportError, match=r"^attempted relative import beyond top-level package$"):
        absolute_name("name", "package", level)
