"""Executing a module once more, in the same module object (5.3.1)."""

from ..errors import not_in_cache, parent_not_in_cache, spec_not_found
from ..names import parent_of
from ..state import ImportState
from ..versions import REASONS_SHOWN_FOR_NO_MODULE
from .loading import execute_again
from .searching import find_spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any


def reload(state: ImportState, module: "ModuleType") -> "Any":
    """Search a module anew and execute it in its old namespace; return what the cache then holds.

    Raises TypeError for what has no module's name, ImportError when the module or its parent
    is not in the cache, ModuleNotFoundError when it cannot be found any more, and what the
    module's code raises; in each case the module stays in the cache.
    """
    name = name_for_reload(module)
    if state.modules.get(name) is not module:
        raise not_in_cache(name)
    if name in state.reloading:
        return state.reloading[name]
    state.reloading[name] = module
    try:
        spec = find_spec(state, name, path_for_reload(state, name), module)
        module.__spec__ = spec
        if spec is None:
            raise spec_not_found(name)
        execute_again(state, spec, module)
        # The module may have put another object in its place.
        return state.modules[name]
    finally:
        state.reloading.pop(name, None)


def name_for_reload(module: "Any") -> str:
    """The name under which the module was imported: its spec's, else ``__name__``."""
    try:
        return module.__spec__.name  # type: ignore[no-any-return]
    except AttributeError:
        try:
            return module.__name__  # type: ignore[no-any-return]
        except AttributeError:
            error = TypeError("reload() argument must be a module")
            if REASONS_SHOWN_FOR_NO_MODULE:
                raise error  # noqa: B904 - both errors are shown with it, as the interpreter's are
            raise error from None


def path_for_reload(state: ImportState, name: str) -> "Any":
    """The path to search: the parent's, or None at top level."""
    parent = parent_of(name)
    if not parent:
        return None
    try:
        return state.modules[parent].__path__
    except KeyError:
        raise parent_not_in_cache(parent) from None
