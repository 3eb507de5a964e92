"""Language reference 5.1, importlib."""

from __future__ import annotations

import pytest
from import_systems import NOTE


@pytest.mark.clause("5.1/1")
def test_a_module_can_be_searched_for_without_loading_it(system, importable, executed):
    """5.1/1: find_spec() tells where a module lies, and leaves it alone."""
    root = importable({"lr_plain.py": NOTE})

    spec = system.find_spec("lr_plain")

    assert spec.origin == str(root / "lr_plain.py")
    assert executed == []
    assert "lr_plain" not in system.modules


@pytest.mark.clause("5.1/1")
def test_a_spec_can_be_turned_into_a_module_and_executed(system, importable):
    """5.1/1: module_from_spec() and the spec's loader do one by one what an import does."""
    importable({"lr_plain.py": "answer = 42"})
    spec = system.find_spec("lr_plain")

    module = system.module_from_spec(spec)
    assert not hasattr(module, "answer")
    spec.loader.exec_module(module)

    assert module.answer == 42


@pytest.mark.clause("5.1/2")
def test_import_module_returns_the_module_that_was_named(system, importable):
    """5.1/2: import_module() returns pkg.sub where __import__() returns pkg."""
    importable({"lr_pkg/__init__.py": "", "lr_pkg/sub.py": ""})

    assert system.import_module("lr_pkg.sub").__name__ == "lr_pkg.sub"
    assert system.dunder_import("lr_pkg.sub").__name__ == "lr_pkg"


@pytest.mark.clause("5.1/2")
def test_import_module_takes_a_relative_name_and_its_anchor(system, importable):
    """5.1/2: one more argument replaces what __import__() needs globals and a level for."""
    importable({"lr_pkg/__init__.py": "", "lr_pkg/sub/__init__.py": "", "lr_pkg/side.py": ""})

    module = system.import_module("..side", "lr_pkg.sub")

    assert module is system.modules["lr_pkg.side"]
