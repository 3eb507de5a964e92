"""Language reference 5, The import system: the chapter's introduction."""

from __future__ import annotations

import types

import pytest
from handmade import sets
from import_systems import NOTE

WAYS = {
    "statement": lambda system: system.run("import lr_plain")["lr_plain"],
    "import_module": lambda system: system.import_module("lr_plain"),
    "__import__": lambda system: system.dunder_import("lr_plain"),
}


@pytest.mark.clause("5/1", "5/9")
@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_importing_creates_and_initialises_the_module(system, importable, way):
    """5/1, 5/9: statement, import_module() and __import__() import a module."""
    importable({"lr_plain.py": "answer = 42"})

    module = WAYS[way](system)

    assert module.answer == 42
    assert system.modules["lr_plain"] is module


@pytest.mark.clause("5/2")
def test_the_statement_binds_in_the_local_scope(system, importable):
    """5/2: the import statement binds what was found to a name of the local scope."""
    importable({"lr_plain.py": ""})
    source = """
def function():
    import lr_plain
    return locals()

local_names = function()
"""

    namespace = system.run(source)

    assert namespace["local_names"] == {"lr_plain": system.modules["lr_plain"]}
    assert "lr_plain" not in namespace


@pytest.fixture
def calls(system):
    """The calls of the system's builtin __import__(), which is replaced by one that notes them."""
    calls = []
    genuine = system.builtins["__import__"]

    def noting(name, globals=None, locals=None, fromlist=(), level=0):
        calls.append((name, globals, locals, fromlist, level))
        return genuine(name, globals, locals, fromlist, level)

    system.builtins["__import__"] = noting
    yield calls
    system.builtins["__import__"] = genuine


@pytest.mark.clause("5/3", "5/7")
@pytest.mark.parametrize(
    ("statement", "parts"),
    [
        ("import lr_pkg.sub", ("lr_pkg.sub", None, 0)),
        ("import lr_pkg.sub as alias", ("lr_pkg.sub", None, 0)),
        ("from lr_pkg import sub, other", ("lr_pkg", ("sub", "other"), 0)),
        ("from . import sub", ("", ("sub",), 1)),
        ("from .sub import *", ("sub", ("*",), 1)),
    ],
)
def test_the_statement_calls_dunder_import_with_its_parts(
    system, importable, calls, statement, parts
):
    """5/3, 5/7: the builtin __import__() is called with the statement's parts."""
    importable({"lr_pkg/__init__.py": "", "lr_pkg/sub.py": "", "lr_pkg/other.py": ""})
    system.import_module("lr_pkg")

    namespace = system.run(statement, __package__="lr_pkg")

    [(name, globals_, locals_, fromlist, level)] = [c for c in calls if c[1] is namespace]
    assert (name, fromlist, level) == parts
    assert globals_ is locals_ is namespace


@pytest.mark.clause("5/4", "5/7")
def test_the_statement_binds_what_dunder_import_returned(system, monkeypatch):
    """5/4, 5/7: what the builtin __import__() returns is bound."""
    returned = object()
    monkeypatch.setitem(system.builtins, "__import__", lambda *arguments: returned)

    namespace = system.run("import lr_absent")

    assert namespace["lr_absent"] is returned


@pytest.mark.clause("5/5")
def test_a_direct_call_of_dunder_import_binds_no_name(system, importable):
    """5/5: __import__() finds and creates the module, the caller's names stay as they are."""
    importable({"lr_plain.py": "answer = 42"})

    namespace = system.run("answer = __import__('lr_plain').answer")

    assert namespace["answer"] == 42
    assert "lr_plain" not in namespace


@pytest.mark.clause("5/6")
def test_a_direct_call_of_dunder_import_imports_parents_and_updates_the_cache(
    system, importable, executed
):
    """5/6: parents are imported, the module cache and the path importer cache are updated."""
    root = importable({"lr_pkg/__init__.py": NOTE, "lr_pkg/sub.py": NOTE})

    system.dunder_import("lr_pkg.sub")

    assert executed == ["lr_pkg", "lr_pkg.sub"]
    assert {"lr_pkg", "lr_pkg.sub"} <= system.modules.keys()
    assert str(root) in system.path_importer_cache


@pytest.mark.clause("5/8")
def test_import_module_bypasses_the_builtin_dunder_import(system, importable, calls):
    """5/8: import_module() has its own way to the module."""
    importable({"lr_plain.py": ""})

    system.import_module("lr_plain")

    assert "lr_plain" not in [name for name, *_ in calls]


@pytest.mark.clause("5/10")
def test_an_imported_module_is_a_module_type(system, importable):
    """5/10: the object created is a types.ModuleType."""
    importable({"lr_plain.py": ""})

    assert type(system.import_module("lr_plain")) is types.ModuleType


@pytest.mark.clause("5/11")
@pytest.mark.parametrize("way", WAYS)
def test_a_module_that_is_not_found_is_an_error(system, way):
    """5/11: ModuleNotFoundError names the module."""
    with pytest.raises(ModuleNotFoundError, match=r"^No module named 'lr_plain'$") as caught:
        WAYS[way](system)

    assert caught.value.name == "lr_plain"


@pytest.mark.clause("5/12")
def test_hooks_extend_the_search(system, meta_hook):
    """5/12: with a hook a module is found that was not found before."""
    with pytest.raises(ModuleNotFoundError):
        system.import_module("lr_from_a_hook")

    meta_hook({"lr_from_a_hook": sets(answer=42)})

    assert system.import_module("lr_from_a_hook").answer == 42


@pytest.mark.clause("5/13")
@pytest.mark.filterwarnings("ignore:sys.meta_path is empty:ImportWarning")
@pytest.mark.parametrize("name", ["lr_plain", "__hello__", "_symtable"])
def test_nothing_is_found_beside_the_meta_path(system, importable, monkeypatch, name):
    """5/13: without meta path finders neither files nor frozen nor built-in modules are found."""
    importable({"lr_plain.py": ""})
    monkeypatch.delitem(system.modules, name, raising=False)
    assert system.find_spec(name) is not None
    del system.meta_path[:]

    with pytest.raises(ModuleNotFoundError):
        system.import_module(name)


@pytest.mark.clause("5/14")
def test_a_namespace_package_needs_nothing_but_directories(system, importable):
    """5/14: the import system by itself makes packages of directories without __init__.py."""
    importable({"lr_space/sub.py": "answer = 42"})

    assert system.run("import lr_space.sub")["lr_space"].sub.answer == 42
