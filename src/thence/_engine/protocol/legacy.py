"""What is left of PEP 302: finders with ``find_module``, loaders with ``load_module``."""

from ..primitives import warnings
from ..spec import spec_from_loader
from ..state import ImportState
from ..versions import LOAD_MODULE_REMOVAL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ..spec import ModuleSpec


def find_spec_by_find_module(
    state: ImportState, finder: "Any", fullname: str, path: "Iterable[str] | None"
) -> "ModuleSpec | None":
    """Ask a meta path finder of old, with an ImportWarning (5.3.4, before 3.12).

    Raises AttributeError for a finder that has no ``find_module`` either.
    """
    message = f"{name_of(finder)}.find_spec() not found; falling back to find_module()"
    state.warn(message, ImportWarning, "_find_spec_legacy")
    loader = finder.find_module(fullname, path)
    return None if loader is None else spec_from_loader(state.spec_class, fullname, loader)


def find_spec_by_entry_finder(
    state: ImportState, finder: "Any", fullname: str
) -> "ModuleSpec | None":
    """Ask a path entry finder of old, with an ImportWarning (5.5.2, before 3.12).

    ``find_loader`` goes before ``find_module``; only it can contribute portions.
    """
    if hasattr(finder, "find_loader"):
        warn_of(state, finder, "find_loader")
        loader, portions = finder.find_loader(fullname)
    else:
        warn_of(state, finder, "find_module", "#2")
        loader, portions = finder.find_module(fullname), []
    if loader is not None:
        return spec_from_loader(state.spec_class, fullname, loader)
    spec = state.spec_class(fullname, None)
    spec.submodule_search_locations = portions
    return spec


def warn_of(state: ImportState, finder: "Any", method: str, ordinal: str = "") -> None:
    """Tell the author of an old path entry finder which method stood in for find_spec."""
    message = f"{name_of(finder)}.find_spec() not found; falling back to {method}()"
    state.warn(message, ImportWarning, f"PathFinder._legacy_get_spec{ordinal}")


def name_of(thing: "Any") -> str:
    """The name of a class, or of the class of anything else."""
    try:
        return str(thing.__qualname__)
    except AttributeError:
        return type(thing).__qualname__


def loader_by_find_loader(finder: "Any", fullname: str) -> "Any":
    """What ``find_module`` of a path entry finder answers by its ``find_loader``."""
    removed = "deprecated and slated for removal in Python 3.12; use find_spec() instead"
    warnings.warn(f"find_module() is {removed}", DeprecationWarning)
    loader, portions = finder.find_loader(fullname)
    if loader is None and portions:
        warnings.warn(f"Not importing directory {portions[0]}: missing __init__", ImportWarning)
    return loader


def load_module_warning(state: ImportState) -> None:
    """Every ``load_module`` of a loader of ours begins with this."""
    message = (
        "the load_module() method is deprecated and slated for removal in Python "
        f"{LOAD_MODULE_REMOVAL}; use exec_module() instead"
    )
    state.warn(message, DeprecationWarning, "_load_module_shim")
