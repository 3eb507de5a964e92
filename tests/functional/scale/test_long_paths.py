"""2,000 entries on the path: an import asks each of them once."""

from __future__ import annotations

import pytest

from .conftest import MORE_CALLS, SYSTEMS, growth, is_linear

COUNTS = (500, 1000, 2000)


@pytest.fixture
def costs_by_length(cost, entries, large_folders):
    """The calls of three requests, for paths of growing length: a list for each request."""

    def play(system, scenario, **arguments):
        last = large_folders[100]
        costs = [
            cost(system, scenario, entries=[*entries[:count], last], **arguments)
            for count in COUNTS
        ]
        return [list(request) for request in zip(*costs, strict=True)]

    return play


def grows_as_in_cpython(ours, theirs):
    return is_linear(ours) and growth(ours) <= growth(theirs) * MORE_CALLS


@pytest.mark.parametrize("system", SYSTEMS)
class TestLongPaths:
    """The first request makes the path entry finders, the others find them."""

    def test_a_module_in_the_last_entry(self, costs_by_length, system):
        names = ["filed1", "filed2", "filed3"]
        ours, theirs = (
            costs_by_length(each, "on_path", names=names) for each in (system, "cpython")
        )

        for request in zip(ours, theirs, strict=True):
            assert grows_as_in_cpython(*request), request

    def test_a_module_that_does_not_exist(self, costs_by_length, system):
        ours, theirs = (
            costs_by_length(each, "missing", name="absent") for each in (system, "cpython")
        )

        for request in zip(ours, theirs, strict=True):
            assert grows_as_in_cpython(*request), request

    def test_submodules_in_the_portions_of_a_namespace_package(self, costs_by_length, system):
        names = ["spread", "spread.part1", "spread.part400", "spread.part499"]
        ours, theirs = (
            costs_by_length(each, "on_path", names=names) for each in (system, "cpython")
        )

        for request in zip(ours, theirs, strict=True):
            assert grows_as_in_cpython(*request), request
