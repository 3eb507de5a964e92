"""From a spec to an executed module (5.4)."""

from ..errors import missing_loader, not_in_cache
from ..modules import module_from_spec, set_import_attributes
from ..names import parent_of
from ..state import ImportState
from ..verbosity import verbose_message
from ..versions import LOAD_MODULE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..spec import ModuleSpec


def load(state: ImportState, spec: "ModuleSpec") -> "Any":
    """Make the module, put it into the cache, execute it, return what the cache then holds.

    The order is that of 5.4.  The module's lock is held by the caller.  Raises ImportError for
    a spec that cannot be loaded, and what the loader and the module's code raise.
    """
    if LOAD_MODULE and spec.loader is not None and not hasattr(spec.loader, "exec_module"):
        warn_of_load_module(state, spec, "_load_unlocked")
        return load_by_load_module(state, spec)
    module = module_from_spec(state, spec)
    # Before the cache has it: other threads find there a module that is being made.
    spec._initializing = True
    try:
        # Before the code runs: a circular import must find the module in the cache.
        state.modules[spec.name] = module
        try:
            if (observer := state.observer) is not None:
                observer.executing(spec.name, module)
            if spec.loader is None:
                raise missing_loader(spec.name)
            spec.loader.exec_module(module)
        except BaseException:
            # Only the failing module leaves the cache, not what it imported.
            forget(state, spec.name)
            raise
        # The module may have put another object in its place.
        module = at_the_end(state, spec.name)
        verbose_message("import {!r} # {!r}", spec.name, spec.loader)
        if (observer := state.observer) is not None:
            observer.executed(spec.name, module)
    finally:
        spec._initializing = False
    return module


def load_locked(state: ImportState, spec: "ModuleSpec") -> "Any":
    """``load`` for callers that do not hold the module's lock."""
    with state.locks.holding(spec.name):
        return load(state, spec)


def forget(state: ImportState, fullname: str) -> None:
    """Take a module out of the cache, if it is (still) there."""
    try:
        del state.modules[fullname]
    except KeyError:
        pass


def at_the_end(state: ImportState, fullname: str) -> "Any":
    """The module in the cache, moved to its end: the order is the one in which loading ended."""
    module = state.modules.pop(fullname)
    state.modules[fullname] = module
    return module


def load_by_load_module(state: ImportState, spec: "ModuleSpec") -> "Any":
    """Load by the deprecated ``load_module``, which does everything itself (5.4.1)."""
    try:
        spec.loader.load_module(spec.name)
    except BaseException:
        if spec.name in state.modules:
            at_the_end(state, spec.name)
        raise
    module = at_the_end(state, spec.name)
    complete_attributes(spec, module)
    return module


def complete_attributes(spec: "ModuleSpec", module: "Any") -> None:
    """Set what ``load_module`` left out of ``__loader__``, ``__package__`` and ``__spec__``."""
    set_if_missing(module, "__loader__", lambda: spec.loader)
    set_if_missing(module, "__package__", lambda: package_by_attributes(spec, module))
    set_if_missing(module, "__spec__", lambda: spec)


def set_if_missing(module: "Any", name: str, value: "Callable[[], Any]") -> None:
    """Set an attribute that is absent or None; where that is refused, go without."""
    if getattr(module, name, None) is None:
        try:
            setattr(module, name, value())
        except AttributeError:
            pass


def package_by_attributes(spec: "ModuleSpec", module: "Any") -> str:
    """What ``__package__`` should be, for a module that a ``load_module`` made."""
    name: str = module.__name__
    return name if hasattr(module, "__path__") else parent_of(spec.name)


def execute_again(state: ImportState, spec: "ModuleSpec", module: "Any") -> "Any":
    """Execute a module that is in the cache once more, with the attributes of a new spec (5.3.1).

    Even a module that fails stays in the cache.  Raises ImportError when the cache holds
    another module, or the spec cannot be loaded.
    """
    with state.locks.holding(spec.name):
        cached: Any = state.modules.get(spec.name)
        if cached is not module:
            raise not_in_cache(spec.name, quoted=True)
        try:
            if spec.loader is None and spec.submodule_search_locations is None:
                raise missing_loader(spec.name)
            set_import_attributes(state, spec, module, override=True)
            if (observer := state.observer) is not None:
                observer.executing(spec.name, module)
            if not LOAD_MODULE or hasattr(spec.loader, "exec_module"):
                spec.loader.exec_module(module)
            else:
                warn_of_load_module(state, spec, "_exec")
                spec.loader.load_module(spec.name)
        finally:
            # The module may have put another object in its place.
            module = at_the_end(state, spec.name)
        if (observer := state.observer) is not None:
            observer.executed(spec.name, module)
    return module


def warn_of_load_module(state: ImportState, spec: "ModuleSpec", function: str) -> None:
    """A loader without ``exec_module`` still works, and is told that it is out of date."""
    loader = spec.loader
    name = getattr(loader, "__qualname__", None) or type(loader).__qualname__
    message = f"{name}.exec_module() not found; falling back to load_module()"
    state.warn(message, ImportWarning, function)
