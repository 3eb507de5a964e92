"""Decorators for load_module methods of old."""

from __future__ import annotations

import types

import pytest

from thence._engine.loaders import decorators

pytestmark = pytest.mark.filterwarnings("ignore:.*decorator is deprecated:DeprecationWarning")


class Loader:
    """A loader of old, whose methods the tests decorate."""

    def __init__(self, package=False):
        self.package = package

    def is_package(self, fullname):
        return self.package


class Ignorant:
    """A loader that cannot tell what is a package."""

    def is_package(self, fullname):
        raise ImportError


@pytest.mark.parametrize("decorate", [decorators.set_package, decorators.set_loader])
def test_a_decorator_keeps_name_and_documentation(decorate):
    def load_module(self):
        """What it does."""

    load_module.mark = 1  # type: ignore[attr-defined]

    wrapped = decorate(load_module)

    assert (wrapped.__name__, wrapped.__doc__) == ("load_module", "What it does.")
    assert (wrapped.mark, wrapped.__wrapped__) == (1, load_module)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("decorate", [decorators.set_package, decorators.set_loader])
def test_the_wrapped_function_warns(decorate):
    with pytest.warns(DeprecationWarning, match="decorator is deprecated"):
        decorate(lambda self: types.ModuleType("a"))(None)


def module_with(**attributes):
    module = types.ModuleType("a.b")
    vars(module).update(attributes)
    return module


def test_the_package_is_set_if_it_is_missing():
    plain, package, known = module_with(), module_with(__path__=[]), module_with(__package__="x")
    bare = module_with()
    del bare.__package__

    load = decorators.set_package(lambda module: module)

    packages = [load(each).__package__ for each in (plain, package, known, bare)]
    assert packages == ["a", "a.b", "x", "a"]


def test_the_loader_is_set_if_it_is_missing():
    plain, known = module_with(), module_with(__loader__="mine")
    load = decorators.set_loader(lambda self, module: module)

    loaders = [load("the loader", each).__loader__ for each in (plain, known)]

    assert loaders == ["the loader", "mine"]


@pytest.fixture
def for_loader(state):
    """Decorate a method that takes a module in place of its name."""
    return lambda method: decorators.module_for_loader(state, method)


@pytest.mark.filterwarnings("error")
def test_handing_over_a_module_is_deprecated(for_loader):
    with pytest.warns(DeprecationWarning, match="module_for_loader"):
        for_loader(lambda self, module: module)


@pytest.mark.parametrize(
    ("loader", "package"),
    [(Loader(True), "a.b"), (Loader(False), "a"), (Ignorant(), "a"), (object(), "a")],
)
def test_a_new_module_is_made_and_cached(for_loader, system, loader, package):
    seen = []

    def load_module(self, module):
        seen.append(module.__initializing__)
        return module

    module = for_loader(load_module)(loader, "a.b")

    assert system.modules["a.b"] is module
    assert (module.__loader__, module.__package__) == (loader, package)
    assert seen == [True]
    assert module.__initializing__ is False


def test_a_module_in_the_cache_is_handed_over(for_loader, system):
    module = system.modules["a"] = types.ModuleType("a")

    assert for_loader(lambda self, module: module)(Loader(), "a") is module
    assert not hasattr(module, "__initializing__")


@pytest.mark.parametrize("is_new", [True, False])
def test_a_new_module_leaves_the_cache_when_loading_fails(for_loader, system, is_new):
    def load_module(self, module):
        raise LookupError

    if not is_new:
        system.modules["a"] = types.ModuleType("a")

    with pytest.raises(LookupError):
        for_loader(load_module)(Loader(), "a")

    assert ("a" in system.modules) is not is_new


def test_a_module_that_takes_itself_out_of_the_cache_stays_out(for_loader, system):
    def load_module(self, module):
        del system.modules["a"]
        return module

    module = for_loader(load_module)(Loader(), "a")

    assert module.__name__ == "a"
    assert "a" not in system.modules
