"""From a request to a module."""

from __future__ import annotations

import importlib
import types

import pytest

from thence._engine.protocol.importing import check_request, import_absolute


@pytest.mark.parametrize(
    ("name", "package", "level", "error", "message"),
    [
        (3, None, 0, TypeError, "module name must be str, not <class 'int'>"),
        ("a", None, -1, ValueError, "level must be >= 0"),
        ("a", None, 1, TypeError, "__package__ not set to a string"),
        ("a", "", 1, ImportError, "attempted relative import with no known parent package"),
        ("", None, 0, ValueError, "Empty module name"),
    ],
)
def test_what_cannot_be_a_module_is_refused_as_the_interpreter_does(
    name, package, level, error, message
):
    with pytest.raises(error) as ours:
        check_request(name, package, level)
    with pytest.raises(error) as theirs:
        importlib._bootstrap._sanity_check(name, package, level)  # type: ignore[attr-defined]

    assert str(ours.value) == str(theirs.value) == message


@pytest.mark.parametrize(("name", "level"), [("b", 1), ("", 2)])
def test_a_relative_name_is_imported_from_its_package(state, system, tree, name, level):
    tree({"a/__init__.py": "", "a/b/__init__.py": ""})

    module = import_absolute(state, name, "a.b" if level == 2 else "a", level)

    assert module is system.modules["a.b" if level == 1 else "a"]


def test_a_child_of_a_plain_module_is_not_there(system, tree):
    tree({"a.py": ""})

    with pytest.raises(ModuleNotFoundError) as caught:
        system.import_module("a.b")

    assert str(caught.value) == "No module named 'a.b'; 'a' is not a package"


def test_a_child_that_its_parent_imports_is_executed_once(system, tree):
    tree({"a/__init__.py": "from . import b\ncount = 0", "a/b.py": "import a"})

    assert system.import_module("a.b") is system.modules["a"].b


def test_a_parent_that_refuses_its_child_is_worth_a_warning(system, tree):
    tree({"a/b.py": "", "a/__init__.py": ""})

    class Refusing(types.ModuleType):
        def __setattr__(self, name, value):
            raise AttributeError(name)

    parent = Refusing("a")
    vars(parent).update(__path__=[f"{system.path[0]}/a"], __spec__=None)
    system.modules["a"] = parent

    with pytest.warns(ImportWarning, match="Cannot set an attribute on 'a' for child module 'b'"):
        child = system.import_module("a.b")

    assert child.__name__ == "a.b"


def test_a_child_is_announced_to_its_parents_spec_while_it_is_loaded(system, tree):
    tree(
        {
            "a/__init__.py": "",
            "a/b.py": "import a\nseen = list(a.__spec__._uninitialized_submodules)",
        }
    )

    child = system.import_module("a.b")

    assert child.seen == ["b"]
    assert system.modules["a"].__spec__._uninitialized_submodules == []


def test_a_failing_child_is_not_announced_any_more(system, tree):
    tree({"a/__init__.py": "", "a/b.py": "1 / 0"})

    with pytest.raises(ZeroDivisionError):
        system.import_module("a.b")

    assert system.modules["a"].__spec__._uninitialized_submodules == []
    assert "a.b" not in system.modules
