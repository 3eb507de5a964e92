"""Dotted names."""

from __future__ import annotations

import pytest

from thence._engine.names import (
    absolute_name,
    last_part_of,
    leading_dots,
    packages_above,
    parent_of,
)


@pytest.mark.parametrize(
    ("fullname", "parent", "last"),
    [("a", "", "a"), ("a.b", "a", "b"), ("a.b.c", "a.b", "c"), ("", "", "")],
)
def test_a_name_has_a_parent_and_a_last_part(fullname, parent, last):
    assert (parent_of(fullname), last_part_of(fullname)) == (parent, last)


@pytest.mark.parametrize(
    ("name", "package", "level", "expected"),
    [
        ("c", "a.b", 1, "a.b.c"),
        ("c", "a.b", 2, "a.c"),
        ("", "a.b", 1, "a.b"),
        ("", "a.b", 2, "a"),
        ("c.d", "a", 1, "a.c.d"),
    ],
)
def test_each_dot_but_the_first_leads_one_level_up(name, package, level, expected):
    assert absolute_name(name, package, level) == expected


@pytest.mark.parametrize(("package", "level"), [("a", 2), ("a.b", 3), ("a.b", 9)])
def test_there_is_nothing_beyond_the_top(package, level):
    with pytest.raises(ImportError, match=r"^attempted relative import beyond top-level package$"):
        absolute_name("c", package, level)


@pytest.mark.parametrize(
    ("fullname", "packages"), [("a", []), ("a.b", ["a"]), ("a.b.c", ["a", "a.b"])]
)
def test_the_packages_above_a_module_begin_at_the_top(fullname, packages):
    assert list(packages_above(fullname)) == packages


@pytest.mark.parametrize(
    ("name", "dots"), [("a", 0), (".a", 1), ("..a.b", 2), ("...", 3), ("", 0)]
)
def test_only_the_dots_at_the_beginning_lead(name, dots):
    assert leading_dots(name) == dots
