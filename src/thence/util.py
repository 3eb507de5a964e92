"""importlib.util's names, for the interpreter's own import system."""

from ._bootstrap_external import spec_from_file_location
from ._engine.bytecode.compiling import decode_source
from ._engine.bytecode.format import MAGIC_NUMBER
from ._engine.bytecode.format import hash_of_source as _hash_of_source
from ._engine.bytecode.location import cache_from_source, source_from_cache
from ._engine.loaders.lazy import LazyModule as _LazyModule
from ._engine.protocol.lookup import resolve_name as _resolve_name
from ._engine.versions import LEGACY_FINDERS as _LEGACY_FINDERS
from .process import process_system as _process_system

if _LEGACY_FINDERS:
    from ._engine.loaders.decorators import module_for_loader as _module_for_loader
    from ._engine.loaders.decorators import set_loader, set_package
else:
    from ._engine.loaders.interpreters import (
        ExtensionCheck as _incompatible_extension_module_restrictions,
    )

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ._engine.spec import ModuleSpec
del TYPE_CHECKING  # not one of importlib's names

__all__ = [
    "MAGIC_NUMBER",
    "LazyLoader",
    "Loader",  # noqa: F822 - see __getattr__
    "cache_from_source",
    "decode_source",
    "find_spec",
    "module_from_spec",
    "resolve_name",
    "source_from_cache",
    "source_hash",
    "spec_from_file_location",
    "spec_from_loader",
]
if _LEGACY_FINDERS:
    __all__ += ["module_for_loader", "set_loader", "set_package"]

LazyLoader = _process_system.machinery.LazyLoader
LazyLoader.__module__ = __name__
module_from_spec = _process_system.module_from_spec
spec_from_loader = _process_system.spec_from_loader


def find_spec(name: str, package: str | None = None) -> "ModuleSpec | None":
    """The spec of a module, without importing it; see ``ImportSystem.find_spec``."""
    return _process_system.find_spec(name, package)


def resolve_name(name: str, package: str | None) -> str:
    """Make a name with leading dots absolute.

    Raises ImportError without a package to start from, or when the dots lead above it.
    """
    return _resolve_name(name, package)


def source_hash(source_bytes: bytes) -> bytes:
    """The hash by which a source is known in .pyc files: 8 bytes."""
    return _hash_of_source(source_bytes)


def __getattr__(name: str) -> "Any":
    """``Loader`` is another name for that of ``thence.abc``, which is loaded when asked for."""
    if name != "Loader":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .abc import Loader

    return Loader


if _LEGACY_FINDERS:

    def module_for_loader(method: "Callable[..., Any]") -> "Callable[..., Any]":
        """Hand a module to a ``load_module`` method that takes one in place of its name."""
        return _module_for_loader(_process_system._state, method)
