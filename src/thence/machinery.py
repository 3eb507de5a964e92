"""importlib.machinery's names, for the interpreter's own import system.

The classes are those that load when thence is installed.
"""

from ._engine.primitives import warnings as _warnings
from ._engine.versions import APPLE_FRAMEWORKS as _APPLE_FRAMEWORKS
from ._engine.versions import NAMESPACE_PATH_IS_PUBLIC as _NAMESPACE_PATH_IS_PUBLIC
from ._engine.versions import OLD_SUFFIX_NAMES_ARE_DEPRECATED as _OLD_NAMES_WARN
from .process import process_system as _process_system

__all__ = [
    "BYTECODE_SUFFIXES",
    "DEBUG_BYTECODE_SUFFIXES",
    "EXTENSION_SUFFIXES",
    "OPTIMIZED_BYTECODE_SUFFIXES",
    "SOURCE_SUFFIXES",
    "BuiltinImporter",
    "ExtensionFileLoader",
    "FileFinder",
    "FrozenImporter",
    "ModuleSpec",
    "NamespaceLoader",
    "PathFinder",
    "SourceFileLoader",
    "SourcelessFileLoader",
    "WindowsRegistryFinder",
    "all_suffixes",
]

_machinery = _process_system.machinery

ModuleSpec = _machinery.ModuleSpec
BuiltinImporter = _machinery.BuiltinImporter
FrozenImporter = _machinery.FrozenImporter
WindowsRegistryFinder = _machinery.WindowsRegistryFinder
PathFinder = _machinery.PathFinder
FileFinder = _machinery.FileFinder
SourceFileLoader = _machinery.SourceFileLoader
SourcelessFileLoader = _machinery.SourcelessFileLoader
ExtensionFileLoader = _machinery.ExtensionFileLoader
NamespaceLoader = _machinery.NamespaceLoader
if _NAMESPACE_PATH_IS_PUBLIC:
    NamespacePath = _machinery.NamespacePath
    __all__ += ["NamespacePath"]
if _APPLE_FRAMEWORKS:
    AppleFrameworkLoader = _machinery.AppleFrameworkLoader
    __all__ += ["AppleFrameworkLoader"]

SOURCE_SUFFIXES = _machinery.file_names.source
BYTECODE_SUFFIXES = _machinery.file_names.bytecode
EXTENSION_SUFFIXES = _machinery.file_names.extension
# Of old, when -O had a suffix of its own.
_OLD_NAMES = ("DEBUG_BYTECODE_SUFFIXES", "OPTIMIZED_BYTECODE_SUFFIXES")
if not _OLD_NAMES_WARN:
    DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = BYTECODE_SUFFIXES


def all_suffixes() -> list[str]:
    """Every suffix that a module's file may have."""
    return [*SOURCE_SUFFIXES, *BYTECODE_SUFFIXES, *EXTENSION_SUFFIXES]


def __getattr__(name: str) -> list[str]:
    """The old names, with a warning."""
    if name not in _OLD_NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    message = f"{name} is deprecated; use importlib.machinery.BYTECODE_SUFFIXES instead."
    _warnings.warn(f"importlib.machinery.{message}", DeprecationWarning, stacklevel=2)
    return BYTECODE_SUFFIXES
