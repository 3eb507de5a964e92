"""For C code that executes a module's code without importing it.

``PyImport_ExecCodeModule`` and ``_warnings`` hand over a module's namespace (a dict).
"""

from .. import paths
from ..primitives import warnings
from ..spec import spec_at
from ..versions import CACHED_ATTRIBUTE
from .base import FileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ABSENT = object()


def complete_namespace(
    namespace: "dict[str, Any]",
    name: str,
    file: str,
    cached: str | None,
    source_loader: type[FileLoader],
    bytecode_loader: type[FileLoader],
) -> None:
    """Give a namespace the import-related attributes of a module in this file (5.4.4).

    ``cached`` is the bytecode that was executed; the same as ``file`` when there is no source.
    """
    spec = namespace.get("__spec__")
    loader = namespace.get("__loader__") or getattr(spec, "loader", None)
    if not loader:
        loader = (bytecode_loader if file == cached else source_loader)(name, file)
    if not spec:
        spec_class = source_loader.import_state.spec_class
        spec = spec_at(spec_class, name, paths.absolute(file), loader)
        if cached:
            spec.cached = paths.absolute(cached)
    namespace.update(__spec__=spec, __loader__=loader, __file__=file)
    if CACHED_ATTRIBUTE:
        namespace["__cached__"] = cached


def loader_in(namespace: "Any") -> "Any":
    """The loader that a namespace names, of its spec rather than of its ``__loader__``.

    A contradiction between the two earns a DeprecationWarning.  None for what is no namespace,
    or has neither; raises ValueError or AttributeError when there is a spec without a loader.
    """
    if not isinstance(namespace, dict):
        return None
    loader = namespace.get("__loader__")
    spec = namespace.get("__spec__", ABSENT)
    if loader is None and spec is ABSENT:
        return None
    by_spec = getattr(spec, "loader", ABSENT)
    if by_spec is ABSENT or by_spec is None:
        return without_spec_loader(loader, spec is None or by_spec is None)
    if loader is not None and loader != by_spec:
        warnings.warn("Module globals; __loader__ != __spec__.loader", DeprecationWarning)
    return by_spec


def without_spec_loader(loader: "Any", is_none: bool) -> "Any":
    """``__loader__`` has to do, where the spec has no loader (any more)."""
    message = "Module globals is missing a __spec__.loader"
    if loader is None:
        raise (ValueError if is_none else AttributeError)(message)
    warnings.warn(message, DeprecationWarning)
    return loader
