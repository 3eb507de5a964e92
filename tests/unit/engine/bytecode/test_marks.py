"""How transforms are named in the names of bytecode files."""

from __future__ import annotations

import re
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thence._engine.bytecode.location import source_from_cache
from thence._engine.bytecode.marks import (
    LONGEST_SPELLED,
    MARK,
    STAGE_LETTERS,
    is_marked,
    mark_of,
    with_mark,
)

TAG = sys.implementation.cache_tag
TEXTS = st.text(min_size=1, max_size=6) | st.text("thenczsv019\u0130A.", min_size=1, max_size=9)
TRANSFORMS = st.tuples(TEXTS, TEXTS, st.sampled_from(sorted(STAGE_LETTERS)))
LISTS = st.lists(TRANSFORMS, min_size=1, max_size=4)
ESCAPED = re.compile(r"z([0-9a-f]+)z")
ONE = re.compile(r"((?:[a-y0-9]|z[0-9a-f]+z)+)z([syo])((?:[a-y0-9]|z[0-9a-f]+z)+)zv")


def read_back(mark: str) -> list[tuple[str, str, str]]:
    """The transforms that a mark spells out."""
    stages = {letter: stage for stage, letter in STAGE_LETTERS.items()}
    rest = mark.removeprefix(MARK)
    found = []
    while rest:
        one = ONE.match(rest)
        assert one
        name, version = (
            ESCAPED.sub(lambda each: chr(int(each[1], 16)), one[part]) for part in (1, 3)
        )
        found.append((name, version, stages[one[2]]))
        rest = rest[one.end() :]
    return found


@given(LISTS)
def test_a_mark_is_what_pep_488_allows_and_does_not_depend_on_the_case(transforms):
    mark = mark_of(transforms)

    assert mark.isalnum()
    assert mark.isascii()
    assert mark == mark.lower()
    assert len(mark) <= len(MARK) + LONGEST_SPELLED


@given(LISTS)
def test_a_mark_can_be_read_back_unless_it_is_too_long(transforms):
    mark = mark_of(transforms)

    if not mark.startswith(f"{MARK}zh"):
        assert read_back(mark) == transforms


@given(LISTS)
def test_a_mark_has_its_beginning_once(transforms):
    """So that it can be told from what others put before it."""
    assert mark_of(transforms).count(MARK) == 1


@given(LISTS, LISTS)
def test_two_lists_have_two_marks(one, other):
    assert (mark_of(one) == mark_of(other)) == (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([("a", "1", "ast"), ("b", "1", "ast")], [("b", "1", "ast"), ("a", "1", "ast")]),
        ([("a", "11", "ast")], [("a1", "1", "ast")]),
        ([("a", "1", "ast")], [("A", "1", "ast")]),
        ([("a", "1", "ast")], [("a", "1", "source")]),
        ([("a", "1.0", "ast")], [("a", "10", "ast")]),
        ([("a.b", "1", "ast")], [("az2ezb", "1", "ast")]),
        ([("x" * 99, "1", "ast")], [("x" * 100, "1", "ast")]),
    ],
)
def test_lists_that_look_alike_have_two_marks(one, other):
    assert mark_of(one) != mark_of(other)


def test_the_optimization_level_is_part_of_it(monkeypatch):
    """Typeguard and beartype put their own name in the place of the level."""
    marks = set()
    for level in range(3):
        monkeypatch.setattr(sys, "flags", SimpleNamespace(optimize=level))
        marks.add(mark_of([("a", "1", "ast")]))
        marks.add(mark_of([(f"{level}a", "1", "ast")]))

    assert len(marks) == 6


@pytest.mark.parametrize(
    ("cached", "marked"),
    [
        (f"/p/__pycache__/m.{TAG}.pyc", f"/p/__pycache__/m.{TAG}.opt-thencex.pyc"),
        (f"/p/m.{TAG}.opt-2.pyc", f"/p/m.{TAG}.opt-2thencex.pyc"),
        (f"m.{TAG}.opt-other.pyc", f"m.{TAG}.opt-otherthencex.pyc"),
        ("/p.opt-1.d/m.other-pytest-9.2.0.pyc", "/p.opt-1.d/m.other-pytest-9.2.0.opt-thencex.pyc"),
        ("/p/opt-1.pyc", "/p/opt-1.opt-thencex.pyc"),
    ],
)
def test_the_mark_joins_what_stands_there(cached, marked):
    assert with_mark(cached, "thencex") == marked
    assert is_marked(marked)
    assert not is_marked(cached)


def test_no_file_is_not_marked():
    assert not is_marked(None)
    assert not is_marked("")
    assert not is_marked("/thence.opt-1/m.pyc")


def test_a_marked_file_leads_back_to_its_source(monkeypatch):
    monkeypatch.setattr(sys, "pycache_prefix", None)
    mark = mark_of([("a.b", "1.0", "ast")])

    marked = with_mark(f"/p/__pycache__/m.{TAG}.pyc", mark)

    assert source_from_cache(marked) == "/p/m.py"
