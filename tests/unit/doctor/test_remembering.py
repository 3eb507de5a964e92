"""What changes in the import system's state, and who was running."""

import sys
import types
from typing import Any

import pytest

from thence.doctor.remembering import Memory


@pytest.fixture
def memory():
    """A memory of now; what a test changes is changed back."""
    modules, path, meta_path = dict(sys.modules), list(sys.path), list(sys.meta_path)
    yield Memory()
    sys.path[:], sys.meta_path[:] = path, meta_path
    sys.modules.clear()
    sys.modules.update(modules)


def changes(memory):
    memory.compare()
    return [(each["what"], each.get("name") or each.get("added")) for each in memory.changes]


def test_nothing_is_noted_when_nothing_changed(memory):
    assert changes(memory) == []


def test_a_module_that_is_expected_is_no_change(memory):
    memory.expect("made_up")
    sys.modules["made_up"] = types.ModuleType("made_up")

    assert changes(memory) == []


def test_a_module_that_was_put_there(memory):
    sys.modules["made_up"] = types.ModuleType("made_up")

    assert changes(memory) == [("put", "made_up")]
    assert memory.changes[0]["type"] == "builtins.module"
    assert memory.changes[0]["by"][0]["function"] == "changes"


def test_a_module_that_was_taken_away(memory):
    del sys.modules["types"]

    assert changes(memory) == [("taken", "types")]


def test_an_entry_of_the_path(memory):
    sys.path.append("relative")

    assert changes(memory) == [("path", ["relative"])]


def test_a_main_that_was_replaced(memory):
    stand_in: Any = types.SimpleNamespace(__spec__=None)
    sys.modules["__main__"] = stand_in

    assert changes(memory) == [("main-replaced", "__main__")]


def test_a_change_is_noted_once(memory):
    sys.path.append("relative")
    memory.compare()

    assert changes(memory) == [("path", ["relative"])]
