"""importlib.machinery's names, for the interpreter's own import system.

The classes are those that load when thence is installed.
"""

from ._engine.versions import APPLE_FRAMEWORKS
from .process import process_system

_machinery = process_system.machinery

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
if APPLE_FRAMEWORKS:
    AppleFrameworkLoader = _machinery.AppleFrameworkLoader

SOURCE_SUFFIXES = _machinery.file_names.source
BYTECODE_SUFFIXES = _machinery.file_names.bytecode
EXTENSION_SUFFIXES = _machinery.file_names.extension
# Of old, when -O had a suffix of its own.
DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = BYTECODE_SUFFIXES


def all_suffixes() -> list[str]:
    """Every suffix that a module's file may have."""
    return [*SOURCE_SUFFIXES, *BYTECODE_SUFFIXES, *EXTENSION_SUFFIXES]
