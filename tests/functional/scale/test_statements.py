"""Import statements for modules that are in the cache never come to thence."""

from __future__ import annotations


def test_a_cached_import_calls_what_it_calls_without_thence(cost, nested):
    ours, theirs = (cost(each, "statement", entry=nested) for each in ("installed", "cpython"))

    assert ours == theirs
