"""From a request to a module: the cache, the parent, the search, the load (5.3)."""

from .. import names
from ..errors import (
    import_halted,
    no_known_parent,
    no_module_named,
    parent_is_no_package,
)
from ..modules import attribute_was_refused
from ..protocol_marks import _call_with_frames_removed
from ..state import ImportState
from .loading import load
from .searching import find_spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..spec import ModuleSpec

MISSING = object()


def import_absolute(state: ImportState, name: str, package: "Any" = None, level: int = 0) -> "Any":
    """Import a module by its name and return it (not its top-level package).

    With ``level`` > 0 the name is relative to ``package``.  Raises TypeError, ValueError and
    ImportError for names that make no sense, and what the import raises.
    """
    check_request(name, package, level)
    if level > 0:
        name = names.absolute_name(name, package, level)
    return find_and_load(state, name, METHOD_TYPE(import_absolute, state))


def check_request(name: "Any", package: "Any", level: int) -> None:
    """Refuse what cannot be the name of a module."""
    if not isinstance(name, str):
        raise TypeError(f"module name must be str, not {type(name)}")
    if level < 0:
        raise ValueError("level must be >= 0")
    if level > 0:
        if not isinstance(package, str):
            raise TypeError("__package__ not set to a string")
        if not package:
            raise no_known_parent()
    if not name and level == 0:
        raise ValueError("Empty module name")


def find_and_load(
    state: ImportState, fullname: str, import_parent: "Callable[[str], Any]"
) -> "Any":
    """Return a module from the cache, or search and load it (5.3.1).

    ``import_parent`` imports a package by its absolute name.
    """
    module = state.modules.get(fullname, MISSING)
    if module is not MISSING and is_being_made(module):
        state.locks.wait_for(fullname)
        # It is missing now if its code has raised meanwhile.
        module = state.modules.get(fullname, MISSING)
    if module is MISSING:
        if (observer := state.observer) is not None:
            observer.requested(fullname)
        with state.locks.holding(fullname):
            # Another thread may have been faster.
            module = state.modules.get(fullname, MISSING)
            if module is MISSING:
                return search_and_load(state, fullname, import_parent)
    if (observer := state.observer) is not None:
        observer.cache_hit(fullname, module)
    if module is None:
        raise import_halted(fullname)
    return module


def is_being_made(module: "Any") -> bool:
    """Is this module's code still running, in whatever thread?"""
    return bool(getattr(getattr(module, "__spec__", None), "_initializing", False))


def search_and_load(
    state: ImportState, fullname: str, import_parent: "Callable[[str], Any]"
) -> "Any":
    """Import the parent, search for the module, load it, bind it.  Its lock is held."""
    try:
        parent = names.parent_of(fullname)
        path = parent_spec = None
        if parent:
            if parent not in state.modules:
                _call_with_frames_removed(import_parent, parent)
            if fullname in state.modules:  # the parent imported it
                return state.modules[fullname]
            path, parent_spec = path_and_spec_of(state.modules[parent], fullname, parent)
        spec = find_spec(state, fullname, path)
        if state.sharing is not None and state.sharing.wants(fullname, spec, state.modules):
            module = state.modules[fullname] = state.sharing.take(fullname)
            return module
        if spec is None:
            raise no_module_named(fullname)
        with Announced(parent_spec, fullname):
            module = load(state, spec)
        if parent:
            bind_to_parent(state, parent, fullname, module)
        return module
    except BaseException as error:
        if (observer := state.observer) is not None:
            observer.failed(fullname, error)
        raise


def path_and_spec_of(
    parent_module: "Any", fullname: str, parent: str
) -> "tuple[Any, ModuleSpec | None]":
    """Where a package's submodules are searched, and its spec (5.4.5)."""
    try:
        path = parent_module.__path__
    except AttributeError:
        raise parent_is_no_package(fullname, parent) from None
    return path, parent_module.__spec__


class Announced:
    """Lists a submodule in its parent's spec while it is loaded.

    The interpreter then says "cannot access submodule ... (most likely due to a circular
    import)" to who asks for it too early.
    """

    __slots__ = ("fullname", "parent_spec")

    def __init__(self, parent_spec: "ModuleSpec | None", fullname: str) -> None:
        self.parent_spec = parent_spec
        self.fullname = fullname

    def __enter__(self) -> None:
        if self.parent_spec:
            self.parent_spec._uninitialized_submodules.append(names.last_part_of(self.fullname))

    def __exit__(self, *error: object) -> None:
        if self.parent_spec:
            self.parent_spec._uninitialized_submodules.pop()


def bind_to_parent(state: ImportState, parent: str, fullname: str, module: "Any") -> None:
    """Make a submodule an attribute of its parent (5.4.2)."""
    parent_module = state.modules[parent]
    child = names.last_part_of(fullname)
    try:
        setattr(parent_module, child, module)
    except AttributeError:
        attribute_was_refused(state, parent, child)
        return
    if (observer := state.observer) is not None:
        observer.bound(parent_module, child, module)


# types.MethodType, without importing types.
METHOD_TYPE: "Any" = type(Announced(None, "").__enter__)
