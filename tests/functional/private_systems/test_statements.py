"""Each form of the import statement, inside of a private system."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pytest

PACKAGE = {
    "a/__init__.py": "name = 'a'",
    "a/b/__init__.py": "",
    "a/b/c.py": "name = 'a.b.c'",
    "a/other.py": "",
}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("import a", {"a": "a"}),
        ("import a.b.c", {"a": "a"}),
        ("import a as x", {"x": "a"}),
        ("import a.b.c as x", {"x": "a.b.c"}),
        ("import a.b as x, a.other", {"x": "a.b", "a": "a"}),
        ("from a import b", {"b": "a.b"}),
        ("from a import b as x, other", {"x": "a.b", "other": "a.other"}),
        ("from a.b import c", {"c": "a.b.c"}),
        ("from a.b.c import name", {"name": "a.b.c"}),
    ],
)
def test_it_binds_the_modules_of_the_system(system_of, statement, expected):
    system = system_of({**PACKAGE, "user.py": statement})

    user = vars(system.import_module("user"))

    bound = {name: value for name, value in user.items() if not name.startswith("__")}
    assert {name: getattr(each, "__name__", each) for name, each in bound.items()} == expected
    modules = [each for each in bound.values() if isinstance(each, types.ModuleType)]
    assert all(each is system.modules[each.__name__] for each in modules)


def test_a_star_imports_what_all_names(system_of):
    system = system_of(
        {
            "package/__init__.py": "__all__ = ['inner', 'value']\nvalue, hidden = 1, 2",
            "package/inner.py": "",
            "user.py": "from package import *",
        }
    )

    user = system.import_module("user")

    assert user.inner is system.modules["package.inner"]
    assert user.value == 1
    assert not hasattr(user, "hidden")


def test_a_star_without_all_imports_the_public_names(system_of):
    system = system_of({"plain.py": "value, _hidden = 1, 2", "user.py": "from plain import *"})

    user = system.import_module("user")

    assert user.value == 1
    assert not hasattr(user, "_hidden")


@pytest.mark.parametrize(
    "statement",
    ["from . import inner", "from .inner import value", "from ..package import inner"],
)
def test_relative_imports_stay_in_the_system(system_of, statement):
    system = system_of(
        {
            "top/__init__.py": "",
            "top/package/__init__.py": "",
            "top/package/inner.py": "value = 42",
            "top/package/user.py": statement,
        }
    )

    user = system.import_module("top.package.user")

    inner = getattr(user, "inner", system.modules["top.package.inner"])
    assert inner is system.modules["top.package.inner"]
    assert getattr(user, "value", 42) == 42


def test_modules_that_import_each_other_find_each_other_half_made(system_of):
    system = system_of(
        {
            "one.py": "import two\nvalue = two.seen",
            "two.py": "import one\nseen = hasattr(one, 'value')",
        }
    )

    one = system.import_module("one")

    assert one.value is False
    assert one.two.one is one


def test_submodules_that_import_each_other_by_as(system_of):
    """``import a.b as b`` finds a submodule in the cache that is not bound in its parent yet."""
    system = system_of(
        {
            "a/__init__.py": "",
            "a/one.py": "import a.two",
            "a/two.py": "import a.one as one",
        }
    )

    system.import_module("a.one")

    assert system.modules["a.two"].one is system.modules["a.one"]


def test_packages_two_levels_down_that_import_each_other_by_as(system_of):
    system = system_of(
        {
            "a/__init__.py": "",
            "a/b/__init__.py": "import a.b.two",
            "a/b/two.py": "import a.b as b\nimport a.b.two as me\nimport a.b",
        }
    )

    system.import_module("a.b")

    two = system.modules["a.b.two"]
    assert two.b is system.modules["a.b"]
    assert two.me is two
    assert two.a is system.modules["a"]


def test_submodules_that_import_each_other_by_from(system_of):
    """The statement itself would look into sys.modules, where another may stand."""
    system = system_of(
        {
            "a/__init__.py": "",
            "a/one.py": "from a import two",
            "a/two.py": "from a import one",
        }
    )
    stranger = types.ModuleType("a.one")
    sys.modules["a.one"] = stranger

    try:
        system.import_module("a.one")
    finally:
        del sys.modules["a.one"]

    assert system.modules["a.two"].one is system.modules["a.one"] is not stranger


def test_a_from_import_does_not_find_the_processs_submodules(system_of):
    system = system_of({"a/__init__.py": "", "user.py": "from a import stranger"})
    sys.modules["a.stranger"] = types.ModuleType("a.stranger")

    try:
        with pytest.raises(ImportError) as caught:
            system.import_module("user")
    finally:
        del sys.modules["a.stranger"]

    assert str(caught.value) == (
        f"cannot import name 'stranger' from 'a' ({system.path[0]}/a/__init__.py)"
    )
    assert caught.value.name == "a"
    assert caught.value.path == f"{system.path[0]}/a/__init__.py"


def test_a_circular_from_import_says_what_it_is_beside_a_stranger(system_of):
    system = system_of({"a/__init__.py": "from a import stranger"})
    sys.modules["a.stranger"] = types.ModuleType("a.stranger")

    try:
        with pytest.raises(
            ImportError, match=r"partially initialized module 'a'.*circular import"
        ):
            system.import_module("a")
    finally:
        del sys.modules["a.stranger"]


def test_a_from_list_of_attributes_beside_a_stranger_gets_the_attributes(system_of):
    system = system_of(
        {
            "a/__init__.py": "value = 1",
            "a/one.py": "import a.two",
            "a/two.py": "from a import value, one",
        }
    )

    system.import_module("a.one")

    assert system.modules["a.two"].value == 1
    assert system.modules["a.two"].one is system.modules["a.one"]


def test_a_from_import_takes_even_the_none_of_a_forbidden_submodule(system_of):
    """The last resort of ``from a import x`` is the cache, whatever it holds there."""
    system = system_of({"a.py": "", "user.py": "from a import x"})
    system.modules["a.x"] = None

    user = system.import_module("user")

    assert user.x is None


def test_a_name_that_is_nowhere_is_refused_as_ever(system_of):
    system = system_of({"a/__init__.py": "", "user.py": "from a import nothing"})

    with pytest.raises(ImportError) as caught:
        system.import_module("user")

    assert str(caught.value) == (
        f"cannot import name 'nothing' from 'a' ({system.path[0]}/a/__init__.py)"
    )


def test_a_failing_import_shows_one_frame_of_thence(system_of):
    """That of the function which the statement calls: where it raises, Python notes its frame."""
    system = system_of({"user.py": "import failing", "failing.py": "1 / 0"})

    with pytest.raises(ZeroDivisionError) as caught:
        system.import_module("user")

    frames = [(Path(str(entry.path)).name, entry.name) for entry in caught.traceback]
    assert frames[-3:] == [
        ("user.py", "<module>"),
        ("private_statement.py", "private_import"),
        ("failing.py", "<module>"),
    ]


def test_the_dunder_of_the_code_inside_is_the_systems_own(system_of):
    system = system_of({"user.py": "module = __import__('a.b')", **PACKAGE})

    user = system.import_module("user")

    assert user.module is system.modules["a"]
    assert "a.b" in system.modules


def test_the_system_can_be_replaced_by_the_code_inside(system_of):
    """5.6: the import statement of its code calls what ``builtins.__import__`` is there."""
    system = system_of({"user.py": "import config", "config.py": ""})
    asked = []
    theirs = system.builtins["__import__"]

    def noting(name, *arguments):
        asked.append(name)
        return theirs(name, *arguments)

    system.builtins["__import__"] = noting
    system.import_module("user")

    assert asked == ["config"]
