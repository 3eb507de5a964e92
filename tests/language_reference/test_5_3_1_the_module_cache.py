"""Language reference 5.3.1, The module cache."""

from __future__ import annotations

import types

import pytest
from handmade import sets
from import_systems import NOTE


@pytest.mark.clause("5.3.1/1")
def test_the_cache_is_looked_at_before_any_finder(system, meta_hook):
    """5.3.1/1: no finder is asked for a module that is cached."""
    hook = meta_hook({"lr_plain": sets()})
    system.modules["lr_plain"] = types.ModuleType("lr_plain")

    system.import_module("lr_plain")

    assert hook.asked == []


@pytest.mark.clause("5.3.1/2", "5.3.1/3")
def test_the_cache_holds_what_was_imported_and_its_parents(system, importable):
    """5.3.1/2, 3: foo, foo.bar and foo.bar.baz are keys, their module objects the values."""
    importable({"lr_foo/bar/baz.py": ""})

    foo = system.run("import lr_foo.bar.baz")["lr_foo"]

    assert system.modules["lr_foo"] is foo
    assert system.modules["lr_foo.bar"] is foo.bar
    assert system.modules["lr_foo.bar.baz"] is foo.bar.baz


@pytest.mark.clause("5.3.1/4", "5.3.1/7")
@pytest.mark.parametrize("value", [types.ModuleType("lr_another"), object(), "text", 0])
def test_the_cached_value_satisfies_the_import(system, value):
    """5.3.1/4, 7: whatever was written into the cache is what an import gives."""
    system.modules["lr_plain"] = value

    assert system.import_module("lr_plain") is value
    assert system.dunder_import("lr_plain") is value
    assert system.run("import lr_plain")["lr_plain"] is value


@pytest.mark.clause("5.3.1/5", "5.3.1/7")
def test_none_in_the_cache_forbids_the_import(system, importable):
    """5.3.1/5, 7: if the value is None, ModuleNotFoundError is raised."""
    importable({"lr_plain.py": ""})
    system.modules["lr_plain"] = None

    with pytest.raises(ModuleNotFoundError) as caught:
        system.import_module("lr_plain")

    assert str(caught.value) == "import of lr_plain halted; None in sys.modules"
    assert caught.value.name == "lr_plain"


@pytest.mark.clause("5.3.1/6")
def test_a_name_missing_from_the_cache_is_searched_for(system, meta_hook):
    """5.3.1/6: finders are asked for it."""
    hook = meta_hook({"lr_plain": sets()})
    assert "lr_plain" not in system.modules

    system.import_module("lr_plain")

    assert hook.asked_names == ["lr_plain"]


@pytest.mark.clause("5.3.1/8", "5.3.1/9", "5.3.1/11")
def test_deleting_the_key_gives_another_module_and_leaves_the_first_alive(
    system, importable, executed
):
    """5.3.1/8, 9, 11: the module is searched for and executed anew; a reference keeps the old."""
    importable({"lr_plain.py": NOTE + "def own_names():\n    return globals()\n"})
    first = system.import_module("lr_plain")

    del system.modules["lr_plain"]
    second = system.import_module("lr_plain")

    assert second is not first
    assert executed == ["lr_plain", "lr_plain"]
    assert first.own_names() is vars(first)


@pytest.mark.clause("5.3.1/10")
def test_none_takes_back_what_was_imported(system, importable):
    """5.3.1/10: the next import of a module whose key was set to None fails."""
    importable({"lr_plain.py": ""})
    system.import_module("lr_plain")

    system.modules["lr_plain"] = None

    with pytest.raises(ModuleNotFoundError):
        system.run("import lr_plain")


@pytest.mark.clause("5.3.1/12", "5.3.1/13")
def test_reload_runs_the_code_again_in_the_same_module(system, importable):
    """5.3.1/12, 13: the module object stays, what its code sets is set again."""
    root = importable({"lr_plain.py": "answer = 41"})
    module = system.import_module("lr_plain")
    module.by_hand = True
    (root / "lr_plain.py").write_text("answer = 6 * 7")
    system.invalidate_caches()

    reloaded = system.reload(module)

    assert reloaded is module
    assert system.modules["lr_plain"] is module
    assert (module.answer, module.by_hand) == (42, True)
