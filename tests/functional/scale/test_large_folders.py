"""A folder of 20,000 files: it is read once, then an import costs as in a small one."""

from __future__ import annotations

import pytest

from .conftest import MORE_CALLS, SYSTEMS

NAMES = [f"filed{number}" for number in range(0, 5000, 100)]


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_import_costs_what_it_costs_in_a_small_folder(cost, large_folders, system):
    small, large = (
        cost(system, "on_path", names=NAMES, entries=[large_folders[count]])
        for count in (5000, 20_000)
    )
    theirs = cost("cpython", "on_path", names=NAMES, entries=[large_folders[20_000]])

    assert large == small
    assert large[-1] <= theirs[-1] * MORE_CALLS
