"""Aliases for the private names of importlib's second half, and nothing else.

CPython's C code, its library and its tests look these up.
"""

import sys

from ._engine.bytecode.compiling import decode_source
from ._engine.bytecode.format import MAGIC_NUMBER
from ._engine.bytecode.format import check_hash as _validate_hash_pyc
from ._engine.bytecode.format import check_timestamp as _validate_timestamp_pyc
from ._engine.bytecode.format import code_in as _compile_bytecode
from ._engine.bytecode.format import hash_pyc as _code_to_hash_pyc
from ._engine.bytecode.format import header_flags as _classify_pyc
from ._engine.bytecode.format import pack_uint32 as _pack_uint32
from ._engine.bytecode.format import timestamp_pyc as _code_to_timestamp_pyc
from ._engine.bytecode.location import (
    cache_from_source,
    source_file_of,
    source_from_cache,
)
from ._engine.loaders.executed_by_c import complete_namespace
from ._engine.loaders.executed_by_c import loader_in as _bless_my_loader
from ._engine.loaders.source import permissions_of as _calc_mode
from ._engine.paths import IS_WINDOWS, write_atomic
from ._engine.paths import SEPARATOR as path_sep
from ._engine.paths import SEPARATOR_SET as path_separators
from ._engine.paths import absolute as _path_abspath
from ._engine.paths import case_is_relaxed as _relax_case
from ._engine.paths import is_absolute as _path_isabs
from ._engine.paths import is_directory as _path_isdir
from ._engine.paths import is_file as _path_isfile
from ._engine.paths import join as _path_join
from ._engine.paths import split as _path_split
from ._engine.paths import stat as _path_stat
from ._engine.primitives import io as _io
from ._engine.spec import POPULATE as _POPULATE
from ._engine.versions import APPLE_FRAMEWORKS
from .classes import APPLES_MOBILE_SYSTEMS, in_force
from .process import process_system

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._engine.spec import ModuleSpec

_machinery = process_system.machinery
_RAW_MAGIC_NUMBER = int.from_bytes(MAGIC_NUMBER, "little")

SOURCE_SUFFIXES = _machinery.file_names.source
BYTECODE_SUFFIXES = DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = (
    _machinery.file_names.bytecode
)
EXTENSION_SUFFIXES = _machinery.file_names.extension

PathFinder = _machinery.PathFinder
FileFinder = _machinery.FileFinder
_LoaderBasics = _machinery.LoaderBasics
FileLoader = _machinery.FileLoader
SourceLoader = _machinery.SourceLoader
SourceFileLoader = _machinery.SourceFileLoader
SourcelessFileLoader = _machinery.SourcelessFileLoader
ExtensionFileLoader = _machinery.ExtensionFileLoader
NamespacePath = _NamespacePath = _machinery.NamespacePath
NamespaceLoader = _NamespaceLoader = _machinery.NamespaceLoader
# Where they cannot work, they stay the interpreter's.
if IS_WINDOWS:
    WindowsRegistryFinder = _machinery.WindowsRegistryFinder
if APPLE_FRAMEWORKS and sys.platform in APPLES_MOBILE_SYSTEMS:
    AppleFrameworkLoader = _machinery.AppleFrameworkLoader

_get_supported_file_loaders = process_system.machinery.file_loaders


def _get_cached(filename: str) -> str | None:
    return _machinery.file_names.cached_file_of(filename)


def spec_from_file_location(
    name: str,
    location: "Any" = None,
    *,
    loader: "Any" = None,
    submodule_search_locations: "Any" = _POPULATE,
) -> "ModuleSpec | None":
    """A spec for a module in a file; see ``ImportSystem.spec_from_file_location``."""
    return process_system.spec_from_file_location(
        name, location, loader=loader, submodule_search_locations=submodule_search_locations
    )


def _get_sourcefile(bytecode_path: str) -> str | None:
    # Whoever replaces _path_isfile in importlib means this function, too.
    return source_file_of(bytecode_path, in_force("_path_isfile", globals()))


def _write_atomic(path: str, data: bytes, mode: int = 0o666) -> None:
    # The same with _io.
    write_atomic(path, data, mode, in_force("_io", globals()))


def _fix_up_module(
    ns: "dict[str, Any]", name: str, pathname: str, cpathname: str | None = None
) -> None:
    complete_namespace(ns, name, pathname, cpathname, SourceFileLoader, SourcelessFileLoader)


def _install(_bootstrap_module: object) -> None:
    process_system.path_hooks.append(_machinery.file_hook())
    process_system.meta_path.append(PathFinder)
