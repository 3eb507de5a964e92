"""A thread imports a module's parents before it takes the module's lock (since 3.15)."""

from __future__ import annotations

import pytest

from thence._engine.protocol import importing
from thence._engine.protocol.importing import resolve_parents


@pytest.fixture(autouse=True)
def parents_first(monkeypatch):
    monkeypatch.setattr(importing, "PARENTS_FIRST", True)


def test_modules_are_imported_as_ever(system, tree):
    tree({"a/__init__.py": "", "a/b/__init__.py": "", "a/b/c.py": "answer = 42", "plain.py": ""})

    assert system.import_module("a.b.c").answer == 42
    assert system.import_module("plain") is system.modules["plain"]


@pytest.mark.small_files
def test_the_parent_is_made_without_the_childs_lock(system, state, tree):
    tree({"a/__init__.py": "", "a/b.py": ""})
    held = []

    def resolving(fullname, import_parent):
        held.append((fullname, state.locks.get(fullname).locked()))

    state.parents_resolver = lambda: resolving

    system.import_module("a.b")

    assert held == [("a.b", False), ("a", False)]


def test_a_parent_that_fails_is_the_childs_failure(system, tree):
    tree({"a/__init__.py": "1 / 0", "a/b.py": ""})
    failed = []
    system.observer = type(
        "Listening", (), {"failed": lambda self, fullname, error: failed.append(fullname)}
    )()

    with pytest.raises(ZeroDivisionError):
        system.import_module("a.b")

    assert failed == ["a", "a.b"]


def test_a_parent_that_is_missing_is_imported(state):
    asked: list[str] = []

    resolve_parents(state, "a.b.c", asked.append)
    resolve_parents(state, "a", asked.append)

    assert asked == ["a.b"]


def test_parents_that_are_being_made_are_waited_for(state, system, monkeypatch):
    waited = []
    for name, making in [("a", True), ("a.b", False)]:
        spec = system.machinery.ModuleSpec(name, None)
        spec._initializing = making
        system.modules[name] = type("Module", (), {"__spec__": spec})
    monkeypatch.setattr(type(state.locks), "wait_for", lambda self, name: waited.append(name))

    resolve_parents(state, "a.b.c", pytest.fail)

    assert waited == ["a"]
