"""Executing a module once more."""

from __future__ import annotations

import types
from typing import Any

import pytest


def test_a_module_is_executed_in_its_old_namespace(system, tree):
    tree({"a.py": "count = globals().get('count', 0) + 1"})
    module = system.import_module("a")
    module.mine = "kept"

    again = system.reload(module)

    assert again is module
    assert (module.count, module.mine) == (2, "kept")


def test_a_submodule_is_searched_on_its_parents_path(system, tree):
    tree({"a/__init__.py": "", "a/b.py": "count = globals().get('count', 0) + 1"})
    module = system.import_module("a.b")

    assert system.reload(module).count == 2


def test_a_module_replaced_in_the_cache_by_its_own_code_is_the_result(system, tree):
    tree({"a.py": "import holder; holder.modules['a'] = holder.replacement"})
    holder: Any = types.ModuleType("holder")
    holder.modules, holder.replacement = {}, types.ModuleType("a")
    system.modules["holder"] = holder
    module = system.import_module("a")
    holder.modules = system.modules

    assert system.reload(module) is holder.replacement


def test_a_reload_from_within_is_left_alone(system, tree):
    tree({"a.py": "import importlib\nif 'this' in globals():\n    importlib.reload(this)"})
    module = system.import_module("a")
    module.this = module

    assert system.reload(module) is module


def test_a_module_goes_by_the_name_of_its_spec(system, tree):
    tree({"a.py": ""})
    module = system.import_module("a")
    module.__name__ = "another"

    assert system.reload(module) is module


def test_a_module_without_a_spec_goes_by_its_name(system, tree):
    tree({"a.py": "answer = 42"})
    module = system.modules["a"] = types.ModuleType("a")
    del module.__spec__

    assert system.reload(module).answer == 42


def test_what_has_no_name_is_no_module(system):
    with pytest.raises(TypeError, match=r"^reload\(\) argument must be a module$"):
        system.reload(object())


def test_a_module_that_is_not_in_the_cache_is_refused(system):
    with pytest.raises(ImportError, match=r"^module a not in sys.modules$") as caught:
        system.reload(types.ModuleType("a"))

    assert caught.value.name == "a"


def test_a_module_whose_parent_is_not_in_the_cache_is_refused(system):
    module = system.modules["a.b"] = types.ModuleType("a.b")

    with pytest.raises(ImportError, match=r"^parent 'a' not in sys.modules$") as caught:
        system.reload(module)

    assert caught.value.name == "a"


def test_a_module_that_is_gone_stays_in_the_cache(system, tree, tmp_path):
    tree({"a.py": ""})
    module = system.import_module("a")
    (tmp_path / "a.py").unlink()
    system.invalidate_caches()

    with pytest.raises(ModuleNotFoundError, match=r"^spec not found for the module 'a'$"):
        system.reload(module)

    assert system.modules["a"] is module


def test_a_module_that_fails_stays_in_the_cache(system, tree):
    tree({"a.py": "1 / count\ncount = 0"})
    module: Any = types.ModuleType("a")
    system.modules["a"] = module
    module.count = 0

    with pytest.raises(ZeroDivisionError):
        system.reload(module)

    assert system.modules["a"] is module
