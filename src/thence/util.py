"""importlib.util's names, for the interpreter's own import system."""

from ._bootstrap_external import spec_from_file_location
from ._engine.bytecode.compiling import decode_source
from ._engine.bytecode.format import MAGIC_NUMBER
from ._engine.bytecode.format import hash_of_source as source_hash
from ._engine.bytecode.location import cache_from_source, source_from_cache
from ._engine.loaders.lazy import LazyModule as _LazyModule
from ._engine.protocol.lookup import resolve_name
from ._engine.versions import LEGACY_FINDERS
from .process import process_system

if LEGACY_FINDERS:
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

__all__ = [
    "MAGIC_NUMBER",
    "LazyLoader",
    "_LazyModule",
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
if LEGACY_FINDERS:
    __all__ += ["module_for_loader", "set_loader", "set_package"]
else:
    __all__ += ["_incompatible_extension_module_restrictions"]

LazyLoader = process_system.machinery.LazyLoader
find_spec = process_system.find_spec
module_from_spec = process_system.module_from_spec
spec_from_loader = process_system.spec_from_loader

if LEGACY_FINDERS:

    def module_for_loader(method: "Callable[..., Any]") -> "Callable[..., Any]":
        """Hand a module to a ``load_module`` method that takes one in place of its name."""
        return _module_for_loader(process_system._state, method)
