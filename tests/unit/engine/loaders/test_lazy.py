"""Modules that are executed at their first use."""

from __future__ import annotations

import threading
import types
from typing import Any

import pytest

from thence._engine.loaders.lazy import LazyModule


@pytest.fixture
def lazily(system, tree):
    """Make a lazy module of a text."""

    def make(text, name="wanted"):
        tree({f"{name}.py": text})
        spec = system.find_spec(name)
        spec.loader = system.machinery.LazyLoader(spec.loader)
        module = system.modules[name] = system.module_from_spec(spec)
        module.__loader__.exec_module(module)
        return module

    return make


def is_lazy(module):
    return object.__getattribute__(module, "__class__") is LazyModule


def test_a_module_is_executed_when_an_attribute_is_asked_for(lazily):
    module = lazily("answer = 42")
    before = is_lazy(module)

    answer = module.answer

    assert (before, answer, is_lazy(module)) == (True, 42, False)
    assert type(module) is types.ModuleType


def test_a_module_is_executed_when_an_attribute_is_deleted(lazily):
    module = lazily("answer = 42")

    del module.answer

    assert not hasattr(module, "answer")


def test_setting_an_attribute_does_not_execute_and_is_kept(lazily):
    module = lazily("answer = 42\nother = 1")

    module.answer = 43
    module.__doc__ = "mine"
    before = is_lazy(module)

    assert before
    assert (module.answer, module.other, module.__doc__) == (43, 1, "mine")


def test_a_class_that_the_module_chooses_is_kept(lazily):
    module = lazily(
        """
        this_module = __spec__.loader_state
        class Mine(type(__builtins__) if False else this_module["__class__"]):
            pass
        chosen = Mine
        this_module["modules"][__name__].__class__ = Mine
        """
    )

    assert module.chosen is type(module)


def test_its_own_code_sees_it_half_made(lazily):
    module = lazily(
        """
        me = __spec__.loader_state["modules"][__name__]
        early = hasattr(me, "late"), me.__name__
        late = True
        """
    )

    assert module.early == (False, "wanted")


def test_a_module_that_is_replaced_in_the_cache_meanwhile_is_an_error(lazily, system):
    module = lazily("answer = 42")
    system.modules["wanted"] = types.ModuleType("wanted")

    with pytest.raises(
        ValueError, match=r"'wanted' substituted in sys.modules during a lazy load"
    ):
        module.answer  # noqa: B018 : asking is the act


def test_a_module_that_left_the_cache_is_executed_all_the_same(lazily, system):
    module = lazily("answer = 42")
    del system.modules["wanted"]

    assert module.answer == 42


def test_a_module_is_executed_once_by_whichever_thread_asks_first(lazily, system):
    gate: Any = types.ModuleType("gate")
    system.modules["gate"] = gate
    gate.started, gate.may_end, gate.count = threading.Event(), threading.Event(), []
    module = lazily(
        """
        import gate
        gate.count.append(1)
        gate.started.set()
        gate.may_end.wait(60)
        answer = 42
        """
    )
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(module.answer), daemon=True) for _ in range(3)
    ]

    for thread in threads:
        thread.start()
    assert gate.started.wait(60)
    gate.may_end.set()
    for thread in threads:
        thread.join(60)

    assert found == [42, 42, 42]
    assert gate.count == [1]


def test_only_a_loader_that_executes_can_be_put_off(machinery):
    with pytest.raises(TypeError, match=r"^loader must define exec_module\(\)$"):
        machinery.LazyLoader(object())
    with pytest.raises(TypeError):
        machinery.LazyLoader.factory(object())


def test_a_factory_stands_where_a_loader_class_is_wanted(machinery):
    make = machinery.LazyLoader.factory(machinery.SourceFileLoader)

    loader = make("a", path="/a.py")

    assert type(loader) is machinery.LazyLoader
    assert loader.loader == machinery.SourceFileLoader("a", "/a.py")


def test_the_wrapped_loader_makes_the_module(machinery):
    class Making:
        def create_module(self, spec):
            return f"made of {spec}"

        def exec_module(self, module):
            pass

    assert machinery.LazyLoader(Making()).create_module("a spec") == "made of a spec"
