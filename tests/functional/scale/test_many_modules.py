"""100,000 modules in one system: an import costs what the first one cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import thence

from .conftest import MORE_CALLS, SYSTEMS, is_linear

# More than CPython's: where thence's classes have a word of their own to say.
MORE_MEMORY = 1.1


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_last_import_costs_what_the_first_did(cost, system):
    ours, theirs = (cost(each, "many_modules", count=100_000) for each in (system, "cpython"))

    assert ours["made"] == theirs["made"] == 100_040
    assert ours["last"] == ours["first"]
    assert theirs["last"] == theirs["first"]
    assert ours["last"][0] <= theirs["last"][0] * MORE_CALLS
    assert ours["locks"] == theirs["locks"] == 0


class Unwalkable(dict[str, Any]):
    """A module cache that must not be gone through: that takes the longer, the fuller it is."""

    def refuse(self, *arguments: object) -> Any:
        raise AssertionError("somebody went through the module cache")

    __iter__: Callable[..., Any] = refuse
    keys = values = items = copy = refuse


def test_no_import_goes_through_the_module_cache(tmp_path):
    (tmp_path / "package").mkdir()
    (tmp_path / "package/__init__.py").write_text("from . import inner, absent_or_not as a\n")
    (tmp_path / "package/inner.py").write_text("import package\n")
    (tmp_path / "package/absent_or_not.py").touch()
    system = thence.ImportSystem([str(tmp_path)], modules=Unwalkable(), shared=())

    system.reload(system.import_module("package.inner"))
    with pytest.raises(ModuleNotFoundError):
        system.import_module("package.absent")
    system.find_spec("package.absent")
    system.invalidate_caches()

    assert "package.inner" in system.modules


def test_taking_over_and_giving_back_cost_the_same_for_each_module(cost):
    """Each module is handed from one system to the other."""
    costs = cost("plain", "taken_over", counts=[1000, 2000, 4000])

    for step in zip(*costs, strict=True):
        assert is_linear(step), costs


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_module_takes_no_more_memory(cost, large_folders, system):
    arguments = {"names": [f"filed{number}" for number in range(2000)]}
    ours, theirs = (
        cost(each, "memory", entry=large_folders[5000], **arguments)
        for each in (system, "cpython")
    )

    assert ours <= theirs * MORE_MEMORY, (ours, theirs)
