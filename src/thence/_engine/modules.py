"""A module made from its spec, its import-related attributes, its repr (5.4.4, 5.4.6)."""

import sys

from .bytecode.marks import is_marked
from .errors import create_without_exec
from .spec import ModuleSpec
from .state import ImportState
from .versions import CACHED_ATTRIBUTE, LEGACY_FINDERS, NAMESPACE_SHOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

MODULE_TYPE = type(sys)


def module_from_spec(state: ImportState, spec: ModuleSpec) -> "ModuleType":
    """Make a module for a spec, with its attributes set, not yet executed (5.4).

    The loader's ``create_module`` may make it.  Raises ImportError for a loader that has
    ``exec_module`` without ``create_module``, and what the loader raises.
    """
    module: Any = None
    if hasattr(spec.loader, "create_module"):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, "exec_module"):
        raise create_without_exec()
    is_new = module is None
    if is_new:
        module = MODULE_TYPE(spec.name)
    made: ModuleType = set_import_attributes(state, spec, module, override=is_new)
    return made


def set_import_attributes(
    state: ImportState, spec: ModuleSpec, module: "Any", override: bool = False
) -> "Any":
    """Give a module the attributes of 5.4.4, as its spec says.

    What the module has already (and is not None) stays, unless ``override``: in a reload, and
    where it has nothing yet.
    Attributes that a module object refuses are left out.
    """
    given = MissingOnly(module) if not override else module
    set_if_allowed(given, "__name__", spec.name)
    if override or getattr(module, "__loader__", None) is None:
        set_loader_attribute(state, spec, module)
    set_if_allowed(given, "__package__", spec.parent)
    set_if_allowed(module, "__spec__", spec)
    if spec.submodule_search_locations is not None:
        set_if_allowed(given, "__path__", spec.submodule_search_locations)
    if spec.has_location:
        set_if_allowed(given, "__file__", spec.origin)
        if CACHED_ATTRIBUTE and spec.cached is not None:
            set_if_allowed(given, "__cached__", spec.cached)
    if state.builtins is not None and getattr(spec.loader, "executes_python", True):
        # The code of this module then imports through this system.
        getattr(module, "__dict__", {}).setdefault("__builtins__", state.builtins)
    return module


def tell_cached(module: "ModuleType", cached: str) -> None:
    """Let a module and its spec say where its bytecode really is, when transforms are in play.

    What somebody set, and what transforms have no part in, stays.
    """
    spec: Any = getattr(module, "__spec__", None)
    if spec is None:
        return
    said = getattr(spec, "_cached", None), getattr(module, "__cached__", None)
    if any(map(is_marked, (cached, *said))) or said[0] is None:
        spec.cached = cached
        if CACHED_ATTRIBUTE:
            set_if_allowed(module, "__cached__", cached)


class MissingOnly:
    """Sets only those attributes of a module that it lacks, or that are None."""

    __slots__ = ("_module",)

    def __init__(self, module: "Any") -> None:
        object.__setattr__(self, "_module", module)

    def __setattr__(self, name: str, value: object) -> None:
        module = object.__getattribute__(self, "_module")
        if getattr(module, name, None) is None:
            setattr(module, name, value)


def set_if_allowed(module: "Any", name: str, value: object) -> None:
    """Set an attribute; a module object that refuses it goes without."""
    try:
        setattr(module, name, value)
    except AttributeError:
        pass


def set_loader_attribute(state: ImportState, spec: ModuleSpec, module: "Any") -> None:
    """Set ``__loader__``; a namespace package without a loader gets one now."""
    if spec.loader is None and spec.submodule_search_locations is not None:
        loader = state.namespace_loader.__new__(state.namespace_loader)
        loader._path = spec.submodule_search_locations
        spec.loader = loader
        # A namespace package is not loaded from a file, and says so.
        module.__file__ = None
    set_if_allowed(module, "__loader__", spec.loader)


def module_repr(module: "Any") -> str:
    """The repr of a module: by its spec, else by what it has of name, file and loader (5.4.6)."""
    loader: Any = getattr(module, "__loader__", None)
    if spec := getattr(module, "__spec__", None):
        return repr_by_spec(spec)
    if LEGACY_FINDERS and hasattr(loader, "module_repr"):
        try:
            return str(loader.module_repr(module))
        except Exception:  # noqa: BLE001 - a repr is made in any case
            pass
    return repr_by_attributes(module, loader)


def repr_by_attributes(module: "Any", loader: "Any") -> str:
    """The repr of a module without a spec."""
    name = getattr(module, "__name__", "?")
    try:
        return f"<module {name!r} from {module.__file__!r}>"
    except AttributeError:
        return f"<module {name!r}>" if loader is None else f"<module {name!r} ({loader!r})>"


def repr_by_spec(spec: ModuleSpec) -> str:
    """The repr of a module that has this spec."""
    name = "?" if spec.name is None else spec.name
    if spec.origin is None:
        return f"<module {name!r}{origin_by_loader(spec.loader)}>"
    if spec.has_location:
        return f"<module {name!r} from {spec.origin!r}>"
    return f"<module {name!r} ({spec.origin})>"


def origin_by_loader(loader: "Any") -> str:
    """What a module's repr says of its origin when only the loader is known."""
    if loader is None:
        return ""
    if NAMESPACE_SHOWN and getattr(loader, "loads_namespaces", False):
        return f" (namespace) from {list(loader._path)}"
    return f" ({loader!r})"


def spec_from_module(
    spec_class: type[ModuleSpec], module: "Any", loader: "Any" = None, origin: str | None = None
) -> ModuleSpec:
    """The spec of a module, made from its attributes where it has none (PEP 451)."""
    if (spec := getattr(module, "__spec__", None)) is not None:
        return spec  # type: ignore[no-any-return]
    location = getattr(module, "__file__", None)
    if loader is None:
        loader = getattr(module, "__loader__", None)
    if origin is None:
        origin = location if location is not None else getattr(loader, "_ORIGIN", None)
    spec = spec_class(module.__name__, loader, origin=origin)
    spec._set_fileattr = location is not None and origin == location
    if CACHED_ATTRIBUTE:
        spec.cached = getattr(module, "__cached__", None)
    places = getattr(module, "__path__", None)
    spec.submodule_search_locations = None if places is None else list(places)
    return spec


def attribute_was_refused(state: ImportState, parent: str, child: str) -> None:
    """Warn that a parent does not let its submodule be bound (5.4.2)."""
    message = f"Cannot set an attribute on {parent!r} for child module {child!r}"
    state.warn(message, ImportWarning, "_find_and_load_unlocked")
