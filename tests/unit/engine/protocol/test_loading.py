"""From a spec to an executed module."""

from __future__ import annotations

import sys
import types

import pytest

from thence._engine.protocol.loading import execute_again, load, load_locked


class Executing:
    """A loader that calls a function with the module."""

    def __init__(self, act):
        self.act = act

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        self.act(module)


class Old:
    """A loader of PEP 302, which does all by itself."""

    def __init__(self, modules, act=None):
        self.modules, self.act = modules, act

    def load_module(self, fullname):
        module = self.modules[fullname] = (
            Slotted() if self.act == "slots" else types.ModuleType(fullname)
        )
        if self.act == "fail":
            raise LookupError
        return module


class Slotted:
    """A module object that takes no attribute."""

    __slots__ = ("__name__",)

    def __init__(self):
        self.__name__ = "a"


@pytest.fixture
def spec_of(machinery):
    return lambda loader, **facts: machinery.ModuleSpec("a", loader, **facts)


def test_the_module_is_in_the_cache_before_it_is_executed(state, system, spec_of):
    seen = []

    def act(module):
        seen.append((system.modules["a"] is module, module.__spec__._initializing))

    module = load(state, spec_of(Executing(act)))

    assert seen == [(True, True)]
    assert system.modules["a"] is module
    assert module.__spec__._initializing is False


def test_what_the_cache_holds_afterwards_is_the_result(state, system, spec_of):
    loader = Executing(lambda module: system.modules.update(a="another"))

    assert load(state, spec_of(loader)) == "another"


def test_a_module_that_leaves_the_cache_is_an_error(state, system, spec_of):
    with pytest.raises(KeyError):
        load(state, spec_of(Executing(lambda module: system.modules.pop("a"))))


def test_the_order_in_the_cache_is_that_in_which_loading_ended(state, system, spec_of):
    load(state, spec_of(Executing(lambda module: system.modules.update(b="b"))))

    assert list(system.modules)[-2:] == ["b", "a"]


@pytest.mark.parametrize("leaves", [True, False])
def test_a_failing_module_leaves_the_cache(state, system, spec_of, leaves):
    def act(module):
        if leaves:
            del system.modules["a"]
        raise LookupError

    spec = spec_of(Executing(act))

    with pytest.raises(LookupError):
        load(state, spec)

    assert "a" not in system.modules
    assert spec._initializing is False


def test_a_spec_with_nothing_to_load_by_is_refused(state, system, spec_of):
    with pytest.raises(ImportError, match=r"^missing loader$"):
        load(state, spec_of(None))
    assert "a" not in system.modules


def test_a_lock_is_held_for_those_who_hold_none(state, spec_of):
    held = []
    loader = Executing(lambda module: held.append(state.locks.get("a").owner))

    load_locked(state, spec_of(loader))

    assert held[0] is not None


class TestLoadersOfOld:
    """``load_module`` (gone in 3.15)."""

    pytestmark = pytest.mark.skipif(sys.version_info >= (3, 15), reason="gone in 3.15")

    def test_it_is_called_with_a_warning(self, state, system, spec_of):
        spec = spec_of(Old(system.modules))

        with pytest.warns(ImportWarning, match=r"Old\.exec_module\(\) not found; falling back"):
            module = load(state, spec)

        assert (module.__loader__, module.__spec__, module.__package__) == (spec.loader, spec, "")

    def test_a_package_is_its_own_package(self, state, system, spec_of):
        class Packing(Old):
            def load_module(self, fullname):
                module = super().load_module(fullname)
                module.__path__ = []
                return module

        with pytest.warns(ImportWarning):
            module = load(state, spec_of(Packing(system.modules)))

        assert module.__package__ == "a"

    def test_a_module_that_takes_no_attributes_goes_without(self, state, system, spec_of):
        with pytest.warns(ImportWarning):
            module = load(state, spec_of(Old(system.modules, "slots")))

        assert not hasattr(module, "__loader__")

    def test_a_failing_one_decides_what_the_cache_holds(self, state, system, spec_of):
        with pytest.warns(ImportWarning), pytest.raises(LookupError):
            load(state, spec_of(Old(system.modules, "fail")))

        assert list(system.modules)[-1] == "a"

    def test_a_failing_one_may_leave_nothing(self, state, system, spec_of):
        class Failing(Old):
            def load_module(self, fullname):
                raise LookupError

        with pytest.warns(ImportWarning), pytest.raises(LookupError):
            load(state, spec_of(Failing(system.modules)))

        assert "a" not in system.modules

    def test_a_class_may_be_a_loader(self, state, system, spec_of):
        class Loader:
            @staticmethod
            def load_module(fullname):
                return Old(system.modules).load_module(fullname)

        with pytest.warns(ImportWarning, match=r"Loader\.exec_module\(\) not found"):
            load(state, spec_of(Loader))

    def test_it_executes_again(self, state, system, spec_of):
        old = Old(system.modules)
        module = system.modules["a"] = types.ModuleType("a")

        with pytest.warns(ImportWarning):
            again = execute_again(state, spec_of(old), module)

        assert again is system.modules["a"] is not module


def test_executing_again_needs_the_module_in_the_cache(state, spec_of):
    with pytest.raises(ImportError, match=r"^module 'a' not in sys.modules$"):
        execute_again(state, spec_of(None), types.ModuleType("a"))


def test_executing_again_needs_something_to_load_by(state, system, spec_of):
    module = system.modules["a"] = types.ModuleType("a")

    with pytest.raises(ImportError, match=r"^missing loader$"):
        execute_again(state, spec_of(None), module)

    assert system.modules["a"] is module


def test_a_namespace_package_is_executed_again(state, system, spec_of):
    module = system.modules["a"] = types.ModuleType("a")

    again = execute_again(state, spec_of(None, is_package=True), module)

    assert again is module
    assert again.__path__ == []
