"""Modules made from specs: their attributes and their reprs."""

from __future__ import annotations

import sys
import types

import pytest

from thence._engine import modules
from thence._engine.spec import ModuleSpec
from thence._engine.versions import CACHED_ATTRIBUTE


class Loader:
    """A loader that leaves the making of the module to others."""

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        pass

    def __repr__(self):
        return "<a loader>"


class Stubborn:
    """A module object that takes no attribute."""

    __slots__ = ()


def package_spec(loader=None):
    spec = ModuleSpec("a.b", loader, is_package=True)
    spec.submodule_search_locations.append("/a/b")
    return spec


def test_a_module_gets_the_attributes_of_its_spec(state):
    spec = ModuleSpec("a.b", Loader(), origin="/a/b.py")
    spec.has_location = True

    module = modules.module_from_spec(state, spec)

    assert (module.__name__, module.__package__, module.__file__) == ("a.b", "a", "/a/b.py")
    assert module.__spec__ is spec
    assert module.__loader__ is spec.loader
    assert getattr(module, "__cached__", None) == (spec.cached if CACHED_ATTRIBUTE else None)
    assert not hasattr(module, "__path__")
    assert vars(module)["__builtins__"] is state.builtins


def test_a_module_without_a_cache_has_no_cached(state):
    spec = ModuleSpec("a", Loader(), origin="/a.so")
    spec.has_location = True

    module = modules.module_from_spec(state, spec)

    assert not hasattr(module, "__cached__")


def test_a_loader_may_make_the_module(state):
    made = types.ModuleType("made")

    class Making(Loader):
        def create_module(self, spec):
            return made

    assert modules.module_from_spec(state, ModuleSpec("a", Making())) is made
    assert made.__name__ == "made"
    assert made.__package__ == ""


def test_a_loader_that_executes_must_be_able_to_create(state):
    class Odd:
        def exec_module(self, module):
            pass

    with pytest.raises(ImportError, match="must also define create_module"):
        modules.module_from_spec(state, ModuleSpec("a", Odd()))


def test_a_module_object_that_takes_no_attributes_goes_without(state):
    module = Stubborn()

    assert modules.set_import_attributes(state, ModuleSpec("a", Loader()), module) is module


@pytest.mark.parametrize("override", [False, True])
def test_what_is_set_already_stays_unless_it_is_to_be_replaced(state, override):
    module = types.ModuleType("before")
    module.__package__, module.__file__, module.__path__ = "before", "before.py", ["/before"]
    module.__loader__ = "before"  # type: ignore[assignment]
    spec = package_spec(Loader())
    spec.origin, spec.has_location = "/a/b/__init__.py", True

    modules.set_import_attributes(state, spec, module, override=override)

    found = [module.__name__, module.__package__, module.__loader__]
    assert found == (["a.b", "a.b", spec.loader] if override else ["before"] * 3)
    places = [module.__file__, module.__path__]
    assert places == (["/a/b/__init__.py", ["/a/b"]] if override else ["before.py", ["/before"]])
    assert module.__spec__ is spec


def test_a_namespace_package_gets_a_loader_and_no_file(state, machinery):
    spec = package_spec()

    module = modules.module_from_spec(state, spec)

    assert type(spec.loader) is machinery.NamespaceLoader
    assert module.__loader__ is spec.loader
    assert module.__file__ is None
    assert module.__path__ is spec.submodule_search_locations


def made(spec=None, **attributes):
    module = types.ModuleType("a")
    vars(module).update(attributes)
    module.__spec__ = spec
    return module


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        (made(), "<module 'a'>"),
        (made(__file__="/a.py"), "<module 'a' from '/a.py'>"),
        (made(__loader__=Loader()), "<module 'a' (<a loader>)>"),
        (made(ModuleSpec("b", None)), "<module 'b'>"),
        (made(ModuleSpec(None, None)), "<module '?'>"),  # type: ignore[arg-type]
        (made(ModuleSpec("b", Loader())), "<module 'b' (<a loader>)>"),
        (made(ModuleSpec("b", None, origin="here")), "<module 'b' (here)>"),
    ],
)
def test_the_repr_shows_what_is_known(module, expected):
    assert modules.module_repr(module) == expected


def test_the_repr_of_a_place_shows_it():
    spec = ModuleSpec("b", None, origin="/b.py")
    spec.has_location = True

    assert modules.module_repr(made(spec)) == "<module 'b' from '/b.py'>"


def test_the_repr_of_a_nameless_module_has_a_question_mark():
    module = made()
    del module.__name__

    assert modules.module_repr(module) == "<module '?'>"


def test_the_repr_of_a_namespace_package_shows_its_portions_since_3_12(state):
    module = modules.module_from_spec(state, package_spec())

    shown = modules.module_repr(module)

    if sys.version_info >= (3, 12):
        assert shown == "<module 'a.b' (namespace) from ['/a/b']>"
    else:
        assert shown.startswith("<module 'a.b' (<")


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="gone in 3.12")
@pytest.mark.parametrize(("fails", "expected"), [(False, "as I like"), (True, "<module 'a' (")])
def test_a_loader_of_old_may_have_its_own_repr(fails, expected):
    class Old:
        def module_repr(self, module):
            if fails:
                raise LookupError
            return "as I like"

    assert modules.module_repr(made(__loader__=Old())).startswith(expected)


def test_the_spec_of_a_module_is_its_own():
    spec = ModuleSpec("a", None)

    assert modules.spec_from_module(ModuleSpec, made(spec)) is spec


def test_a_module_without_a_spec_gets_one_of_its_attributes():
    module = made(
        __file__="/a/__init__.py", __loader__="a loader", __cached__="a.pyc", __path__=("/a",)
    )

    spec = modules.spec_from_module(ModuleSpec, module)

    assert (spec.name, spec.loader, spec.origin) == ("a", "a loader", "/a/__init__.py")
    assert spec.has_location
    assert (spec.cached == "a.pyc") == CACHED_ATTRIBUTE
    assert spec.submodule_search_locations == ["/a"]


def test_a_module_that_says_nothing_gets_a_spec_that_says_nothing():
    module = made()
    del module.__loader__

    spec = modules.spec_from_module(ModuleSpec, module)

    assert (spec.loader, spec.origin, spec.has_location) == (None, None, False)
    assert spec.submodule_search_locations is None


def test_who_makes_a_spec_of_a_module_may_know_better():
    class Named:
        _ORIGIN = "a wonder"

    known = modules.spec_from_module(ModuleSpec, made(__file__="/a.py"), "mine", "here")
    named = modules.spec_from_module(ModuleSpec, made(), Named())

    assert (known.loader, known.origin, known.has_location) == ("mine", "here", False)
    assert named.origin == "a wonder"
