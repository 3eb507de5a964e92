"""A package nested 200 deep."""

from __future__ import annotations

import pytest

from .conftest import MORE_CALLS, SYSTEMS, growth

DEPTHS = (50, 100, 200)
# What the innermost import needs more frames for is two functions that CPython has in one.
LEVELS_LESS = 1


def name_of(depth):
    return ".".join(["nested"] * depth)


@pytest.mark.parametrize("system", SYSTEMS)
class TestDeepPackages:
    """All of it at once, and level by level."""

    def test_at_once(self, cost, nested, system):
        ours, theirs = (
            [
                cost(each, "on_path", names=[name_of(depth)], entries=[nested])[0]
                for depth in DEPTHS
            ]
            for each in (system, "cpython")
        )

        assert growth(ours) <= growth(theirs) * MORE_CALLS, (ours, theirs)

    def test_the_innermost_costs_what_the_outermost_does(self, cost, nested, system):
        names = [name_of(depth + 1) for depth in range(200)]
        ours, theirs = (
            cost(each, "on_path", names=names, entries=[nested]) for each in (system, "cpython")
        )

        assert ours[-1] - ours[2] <= (theirs[-1] - theirs[2]) * MORE_CALLS, (ours, theirs)

    def test_how_deep_it_may_be(self, cost, nested, system):
        """The limit of recursion is met at the same depth."""
        ours, theirs = (
            cost(each, "deepest", entry=nested, most=300) for each in (system, "cpython")
        )

        assert 300 > ours >= theirs - LEVELS_LESS >= 200
