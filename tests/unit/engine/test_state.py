"""State: the process's is a live view of ``sys``, a private one is its own."""

from __future__ import annotations

import sys
import types
import warnings

import pytest

from thence._engine.private_state import PrivateState
from thence._engine.state import ImportState, ProcessState


@pytest.mark.parametrize(
    "name", ["modules", "meta_path", "path", "path_hooks", "path_importer_cache"]
)
def test_the_processs_state_is_read_from_sys_at_each_use(monkeypatch, name):
    state = ProcessState()
    mine = type(getattr(sys, name))(getattr(sys, name))
    before = getattr(state, name)

    monkeypatch.setattr(sys, name, mine)

    assert before is not mine
    assert getattr(state, name) is mine


def test_a_private_state_begins_empty():
    path = ["/place"]
    modules: dict[str, object] = {}

    state = PrivateState(path, modules)

    assert state.path is path
    assert state.modules is modules
    assert (state.meta_path, state.path_hooks, state.path_importer_cache) == ([], [], {})


def test_a_warning_comes_from_the_engine_by_default():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        ImportState().warn("old", ImportWarning, "a_function")

    (warning,) = caught
    assert (str(warning.message), warning.category) == ("old", ImportWarning)


def test_a_warning_comes_from_where_it_is_told_to():
    state = ImportState()
    namespace = {"__name__": "somewhere"}
    asked = []

    def place(function):
        asked.append(function)
        return namespace, "somewhere.py", 42

    state.warning_place = place
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        state.warn("old", ImportWarning, "a_function")
        state.warn("old", ImportWarning, "a_function")

    assert asked == ["a_function", "a_function"]
    assert [(each.filename, each.lineno) for each in caught] == [("somewhere.py", 42)]
    assert "__warningregistry__" in namespace


def test_a_module_made_in_c_leaves_no_trace_of_itself_in_sys():
    state = PrivateState([], {})
    spec = types.SimpleNamespace(name="made_by_this_test")

    def make(spec):
        sys.modules[spec.name] = types.ModuleType(spec.name)
        return sys.modules[spec.name]

    module = state.make_alone(make, spec)

    assert module.__name__ == "made_by_this_test"
    assert "made_by_this_test" not in sys.modules


def test_a_module_made_in_c_does_not_meet_the_interpreters(monkeypatch):
    """And afterwards that one is where it was, in the order, too."""
    state = PrivateState([], {})
    theirs = types.ModuleType("made_by_this_test")
    monkeypatch.setitem(sys.modules, "made_by_this_test", theirs)
    order, seen = list(sys.modules), []

    state.make_alone(
        lambda spec: seen.append(sys.modules[spec.name]),
        types.SimpleNamespace(name="made_by_this_test"),
    )

    assert seen == [None]
    assert sys.modules["made_by_this_test"] is theirs
    assert list(sys.modules) == order


def test_the_processs_modules_are_made_as_they_are():
    assert ProcessState().make_alone(lambda spec: ("made", spec), "a spec") == ("made", "a spec")
