"""``lazy import`` (PEP 810) inside of a private system."""

from __future__ import annotations

import sys
import types

import pytest

pytestmark = pytest.mark.skipif(
    not hasattr(sys, "set_lazy_imports"), reason="lazy imports came with Python 3.15"
)

PACKAGE = {
    "a/__init__.py": "name = 'a'",
    "a/b.py": "name = 'a.b'",
    "a/c/__init__.py": "",
    "a/c/d.py": "name = 'a.c.d'",
    "broken.py": "raise ValueError('broken')",
}


@pytest.fixture(autouse=True)
def interpreter_untouched():
    """The interpreter is not left waiting for a private system's modules."""
    before = set(sys.lazy_modules)
    yield
    assert sys.lazy_modules - before <= sys.stdlib_module_names


def user_of(system_of, text):
    """A module with this text beside the package, in a system of its own."""
    system = system_of({**PACKAGE, "user.py": text})
    return system, system.import_module("user")


@pytest.mark.parametrize(
    ("statement", "used", "loaded"),
    [
        ("lazy import a", "a.name", {"a"}),
        ("lazy import a.b", "a.b.name", {"a", "a.b"}),
        ("lazy import a.c.d", "a.c.d.name", {"a", "a.c", "a.c.d"}),
        ("lazy import a.c.d as x", "x.name", {"a", "a.c", "a.c.d"}),
        ("lazy from a import name", "name", {"a"}),
        ("lazy from a import b", "b.name", {"a", "a.b"}),
        ("lazy from a.c.d import name as x", "x", {"a", "a.c", "a.c.d"}),
    ],
)
def test_it_is_loaded_at_its_first_use_by_the_system(system_of, statement, used, loaded):
    system, user = user_of(system_of, f"{statement}\ndef use(): return {used}")
    before = set(system.modules)

    value = user.use()

    assert not before & loaded
    assert set(system.modules) - before == loaded
    assert value == system.modules[max(loaded, key=len)].name
    assert not loaded & set(sys.modules)


def test_siblings_are_loaded_one_by_one(system_of):
    text = "lazy import a.c.d\nlazy import a.b\nget_b = lambda: a.b\nget_d = lambda: a.c.d"
    system, user = user_of(system_of, text)

    b = user.get_b()

    assert b is system.modules["a.b"]
    assert "a.c" not in system.modules
    assert user.get_d() is system.modules["a.c.d"]
    assert type(system.modules["a"]) is types.ModuleType


def test_a_package_that_is_there_already_loads_what_was_named(system_of):
    system, user = user_of(system_of, "import a\nlazy import a.b as x\nget = lambda: a.b")

    assert "a.b" not in system.modules
    assert user.get() is system.modules["a.b"]


@pytest.mark.parametrize("statement", ["lazy import a.zz", "lazy import a.b.zz"])
def test_a_module_that_nobody_has_is_an_error_at_its_first_use(system_of, statement):
    _system, user = user_of(system_of, f"{statement}\nget = lambda: {statement.split()[2]}")

    for _ in range(2):
        with pytest.raises(ModuleNotFoundError, match="No module named 'a"):
            user.get()


def test_a_name_that_nobody_has_is_an_import_error(system_of):
    _, user = user_of(system_of, "lazy from a import zz\nget = lambda: zz")

    with pytest.raises(ImportError, match="cannot import name 'zz' from 'a'") as caught:
        user.get()

    declared = caught.value.__cause__.__traceback__
    assert declared.tb_frame.f_code.co_filename == user.__file__
    assert declared.tb_lineno == 1


def test_a_module_that_fails_is_tried_again(system_of):
    system, user = user_of(system_of, "lazy import broken\nget = lambda: broken")

    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            user.get()

    assert "broken" not in system.modules


def test_two_systems_and_the_process_have_modules_of_their_own(system_of):
    _, first = user_of(system_of, "lazy import a.b\nget = lambda: a.b")
    other = system_of({**PACKAGE, "user.py": "lazy from a import b\nget = lambda: b"}, "other")
    second = other.import_module("user")

    assert first.get() is not second.get()
    assert second.get().__file__ != first.get().__file__


def test_what_the_process_waits_for_stays_its_own(system_of):
    namespace = {}
    exec("lazy import xml.dom.minidom", namespace)
    system = system_of(
        {"xml/__init__.py": "", "user.py": "lazy import xml.sax\nlazy import xml.dom"}
    )

    system.import_module("user")

    assert "xml.dom.minidom" in sys.lazy_modules
    assert eval("xml.dom.minidom", namespace).__name__ == "xml.dom.minidom"
    assert "xml.dom" not in system.modules


def test_a_shared_package_loads_what_was_named(system_of):
    _, user = user_of(
        system_of, "lazy import wsgiref.util\nlazy import wsgiref.types\nget = lambda: wsgiref"
    )

    wsgiref = user.get()

    assert wsgiref is sys.modules["wsgiref"]
    assert wsgiref.util is sys.modules["wsgiref.util"]
    assert wsgiref.types is sys.modules["wsgiref.types"]


def test_all_imports_are_lazy_where_the_interpreter_says_so(system_of):
    sys.set_lazy_imports("all")
    try:
        system, user = user_of(system_of, "import a.b\nfrom a.c import d\nget = lambda: (a.b, d)")
    finally:
        sys.set_lazy_imports("normal")

    assert "a" not in system.modules
    assert user.get() == (system.modules["a.b"], system.modules["a.c.d"])


def test_the_filter_sees_whole_names_and_can_make_an_import_eager(system_of):
    asked = []
    sys.set_lazy_imports_filter(lambda *facts: asked.append(facts))
    try:
        files = {"a/user.py": "lazy from . import b\nlazy import a.c as x"}
        system = system_of({**PACKAGE, **files})
        user = system.import_module("a.user")
    finally:
        sys.set_lazy_imports_filter(None)

    assert asked == [("a.user", "a", ("b",)), ("a.user", "a.c", None)]
    assert vars(user)["b"] is system.modules["a.b"]
    assert vars(user)["x"] is system.modules["a.c"]


@pytest.mark.parametrize("code", ["lazy import a", "lazy from a import b"])
def test_it_is_allowed_at_the_level_of_modules_only(system_of, code):
    _, user = user_of(system_of, f"def f():\n    exec({code!r})")

    with pytest.raises(SyntaxError, match="only allowed at module level"):
        user.f()


@pytest.mark.parametrize(
    ("arguments", "error"),
    [("b''", TypeError), ("'a', level=-1", ValueError), ("'a', fromlist=(1,)", TypeError)],
)
def test_the_function_refuses_what_the_interpreters_refuses(system_of, arguments, error):
    with pytest.raises(error):
        user_of(system_of, f"__lazy_import__({arguments}).resolve()")
