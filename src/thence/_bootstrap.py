"""Aliases for the private names of importlib's first half, and nothing else.

CPython's C code, its library and its tests look these up.
"""

import sys

from ._engine.locks import Held, ModuleLock
from ._engine.modules import module_repr as _module_repr
from ._engine.modules import spec_from_module
from ._engine.names import absolute_name as _resolve_name
from ._engine.primitives import DeadlockError as _DeadlockError
from ._engine.primitives import imp as _imp
from ._engine.primitives import thread as _thread
from ._engine.primitives import warnings as _warnings
from ._engine.protocol.importing import METHOD_TYPE as _bound
from ._engine.protocol.importing import check_request as _sanity_check
from ._engine.protocol.importing import (
    find_and_load,
    import_absolute,
    resolve_parents,
    wait_until_made,
)
from ._engine.protocol.lazy import find_and_load_lazy_submodule
from ._engine.protocol.legacy import name_of as _object_name
from ._engine.protocol.loading import execute_again, load, load_locked
from ._engine.protocol.searching import find_spec
from ._engine.protocol.statement import calling_package as _calc___package__
from ._engine.protocol.statement import dunder_import, handle_fromlist
from ._engine.protocol_marks import _call_with_frames_removed
from ._engine.verbosity import verbose_message as _verbose_message
from .classes import in_force
from .process import process_system

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_state = process_system._state
_machinery = process_system.machinery

ModuleSpec = _machinery.ModuleSpec
BuiltinImporter = _machinery.BuiltinImporter
FrozenImporter = _machinery.FrozenImporter

module_from_spec = process_system.module_from_spec
spec_from_loader = process_system.spec_from_loader
__import__ = _bound(dunder_import, _state)
_gcd_import = _bound(import_absolute, _state)
_find_and_load = _bound(find_and_load, _state)
_find_and_load_lazy_submodule = _bound(find_and_load_lazy_submodule, _state)
_resolve_parents = _bound(resolve_parents, _state)
_find_spec = _bound(find_spec, _state)
_handle_fromlist = _bound(handle_fromlist, _state)
_load = _bound(load_locked, _state)
_load_unlocked = _bound(load, _state)
_exec = _bound(execute_again, _state)
_get_module_lock = _state.locks.get
_lock_unlock_module = _bound(wait_until_made, _state)
_module_locks = _state.locks.by_name
_blocking_on = _state.locks.waiting


class _ModuleLock(ModuleLock):
    """A module lock of the process's system, made by its name alone."""

    __slots__ = ()

    def __init__(self, name: str, _waiting: object = None) -> None:
        # Not by super(): a program may have taken it away.
        ModuleLock.__init__(self, name, _state.locks.waiting)


_state.locks.lock_class = _ModuleLock


def _parents_resolver() -> "Any":
    # Whoever replaces _resolve_parents in importlib means the process's system, too.
    return in_force("_resolve_parents", globals())


_state.parents_resolver = _parents_resolver


class _ModuleLockManager(Held):
    """Holds a module's lock from ``with`` to its end."""

    __slots__ = ()

    def __init__(self, name: str) -> None:
        Held.__init__(self, _state.locks, name)


def _spec_from_module(module: "Any", loader: "Any" = None, origin: str | None = None) -> "Any":
    return spec_from_module(ModuleSpec, module, loader, origin)


__all__ = [name for name in dir(sys.modules[__name__]) if not name.startswith("__")]
