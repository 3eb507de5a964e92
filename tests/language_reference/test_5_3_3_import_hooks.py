"""Language reference 5.3.3, Import hooks."""

from __future__ import annotations

import pytest
from handmade import sets


@pytest.mark.clause("5.3.3/1", "5.3.3/5")
def test_meta_hooks_come_before_everything_but_the_cache(system, meta_hook, path_hook):
    """5.3.3/1, 5: a finder added to sys.meta_path is asked first, unless the cache answers."""
    meta = meta_hook({"lr_plain": sets(origin="meta hook")})
    on_path = path_hook("lr://shelf", {"lr_plain": sets(origin="path hook")})
    system.path.insert(0, "lr://shelf")

    module = system.import_module("lr_plain")
    system.import_module("lr_plain")

    assert module.origin == "meta hook"
    assert meta.asked_names == ["lr_plain"]
    assert on_path.called_with == []


@pytest.mark.clause("5.3.3/2")
def test_a_meta_hook_overrides_sys_path(system, importable, meta_hook):
    """5.3.3/2: the file on sys.path is not imported."""
    importable({"lr_plain.py": "origin = 'file'"})
    meta_hook({"lr_plain": sets(origin="meta hook")})

    assert system.import_module("lr_plain").origin == "meta hook"


@pytest.mark.clause("5.3.3/3", "5.3.3/4")
@pytest.mark.parametrize("name", ["__hello__", "_symtable"])
def test_a_meta_hook_overrides_frozen_and_built_in_modules(system, meta_hook, monkeypatch, name):
    """5.3.3/3, 4: the interpreter's own modules are not exempt."""
    monkeypatch.delitem(system.modules, name, raising=False)
    assert system.find_spec(name).origin in ("frozen", "built-in")
    meta_hook({name: sets(origin="meta hook")})

    module = system.import_module(name)
    del system.modules[name]

    assert module.origin == "meta hook"


@pytest.mark.clause("5.3.3/6", "5.3.3/8")
def test_a_path_hook_is_called_when_its_entry_is_reached(system, path_hook, tree):
    """5.3.3/6, 8: the hook that was added is called for the entries up to the one that has it."""
    before, after = str(tree({}, under="before")), str(tree({}, under="after"))
    hook = path_hook("lr://shelf", {"lr_remote": sets(answer=42)})
    system.path[:0] = [before, "lr://shelf", after]
    assert hook.called_with == []

    module = system.import_module("lr_remote")

    assert module.answer == 42
    assert hook.called_with == [before, "lr://shelf"]


@pytest.mark.clause("5.3.3/7")
def test_path_hooks_are_called_for_a_packages_path(system, importable, path_hook):
    """5.3.3/7: an entry of __path__ is no different from one of sys.path."""
    importable({"lr_pkg/__init__.py": "__path__ = ['lr://shelf']"})
    hook = path_hook("lr://shelf", {"lr_pkg.remote": sets(answer=42)})

    module = system.import_module("lr_pkg.remote")

    assert module.answer == 42
    assert "lr://shelf" in hook.called_with
