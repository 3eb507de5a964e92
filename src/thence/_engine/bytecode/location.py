"""Where the bytecode of a source file is kept (PEP 3147, PEP 488)."""

import sys

from .. import paths
from ..file_names import BYTECODE_SUFFIX, SOURCE_SUFFIX
from ..primitives import os, warnings
from ..versions import DEBUG_OVERRIDE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

CACHE_DIRECTORY = "__pycache__"
OPTIMIZATION_MARK = "opt-"


def cached_file(path: "Any", optimization: "Any" = None) -> str:
    """The .pyc file that belongs to a source file; see ``cache_from_source``."""
    directory, file = paths.split(os.fspath(path))
    name = f"{tagged(file)}{optimization_mark(optimization)}{BYTECODE_SUFFIX}"
    if sys.pycache_prefix is None:
        return paths.join(directory, CACHE_DIRECTORY, name)
    return paths.join(sys.pycache_prefix, below_prefix(directory), name)


if DEBUG_OVERRIDE:

    def cache_from_source(
        path: "Any", debug_override: bool | None = None, *, optimization: "Any" = None
    ) -> str:
        """The .pyc file that belongs to a source file; neither need exist.

        ``optimization`` is the level to be named in the file (its ``str`` is alphanumeric or
        empty); None is the interpreter's own (``-O``).  ``debug_override`` is its old form.

        Raises NotImplementedError when the interpreter keeps no cache
        (``sys.implementation.cache_tag`` is None), ValueError for an odd optimization.
        """
        if debug_override is not None:
            optimization = translated_debug_override(debug_override, optimization)
        return cached_file(path, optimization)

else:

    def cache_from_source(path: "Any", *, optimization: "Any" = None) -> str:  # type: ignore[misc]
        """The .pyc file that belongs to a source file; neither need exist.

        ``optimization`` is the level to be named in the file (its ``str`` is alphanumeric or
        empty); None is the interpreter's own (``-O``).

        Raises NotImplementedError when the interpreter keeps no cache
        (``sys.implementation.cache_tag`` is None), ValueError for an odd optimization.
        """
        return cached_file(path, optimization)


def translated_debug_override(debug_override: bool, optimization: "Any") -> "Any":
    """The optimization that an old ``debug_override`` stands for."""
    message = "the debug_override parameter is deprecated; use 'optimization' instead"
    warnings.warn(message, DeprecationWarning, stacklevel=3)
    if optimization is not None:
        raise TypeError("debug_override or optimization must be set to None")
    return "" if debug_override else 1


def tagged(file: str) -> str:
    """A source file's name with the interpreter's tag in place of its suffix."""
    tag = sys.implementation.cache_tag
    if tag is None:
        raise NotImplementedError("sys.implementation.cache_tag is None")
    base, dot, rest = file.rpartition(".")
    return f"{base or rest}{dot}{tag}"


def optimization_mark(optimization: "Any") -> str:
    """What names the optimization in a .pyc file's name: ``.opt-1``, or nothing."""
    if optimization is None:
        optimization = sys.flags.optimize or ""
    level = str(optimization)
    if level and not level.isalnum():
        raise ValueError(f"{level!r} is not alphanumeric")
    return f".{OPTIMIZATION_MARK}{level}" if level else ""


def below_prefix(directory: str) -> str:
    """A source directory as it stands below ``sys.pycache_prefix``: absolute, without its root."""
    directory = paths.absolute(directory)
    if directory[1:2] == ":" and directory[0] not in paths.SEPARATORS:
        directory = directory[2:]  # a Windows drive
    return directory.lstrip(paths.SEPARATORS)


def source_from_cache(path: "Any") -> str:
    """The source file that a .pyc file in a cache directory belongs to; neither need exist.

    Raises NotImplementedError when the interpreter keeps no cache, ValueError when the path is
    not of the form that PEP 3147 and PEP 488 give it.
    """
    if sys.implementation.cache_tag is None:
        raise NotImplementedError("sys.implementation.cache_tag is None")
    path = os.fspath(path)
    directory, file = paths.split(path)
    source_directory = above_prefix(directory)
    if source_directory is None:
        source_directory, cache_directory = paths.split(directory)
        if cache_directory != CACHE_DIRECTORY:
            message = f"{CACHE_DIRECTORY} not bottom-level directory in {path!r}"
            raise ValueError(message)
    check_cached_name(file)
    return paths.join(source_directory, file.partition(".")[0] + SOURCE_SUFFIX)


def above_prefix(directory: str) -> str | None:
    """The source directory of one below ``sys.pycache_prefix``; None for any other."""
    if sys.pycache_prefix is None:
        return None
    prefix = sys.pycache_prefix.rstrip(paths.SEPARATORS)
    if not directory.startswith(prefix + paths.SEPARATOR):
        return None
    return directory[len(prefix) :]


def check_cached_name(file: str) -> None:
    """Raise ValueError unless the name is ``base.tag.pyc`` or ``base.tag.opt-N.pyc``."""
    parts = file.split(".")
    match parts:
        case [_, _, _]:
            return
        case [_, _, mark, _]:
            pass
        case _:
            raise ValueError(f"expected only 2 or 3 dots in {file!r}")
    if not mark.startswith(OPTIMIZATION_MARK):
        message = f"optimization portion of filename does not start with {OPTIMIZATION_MARK!r}"
        raise ValueError(message)
    if not mark[len(OPTIMIZATION_MARK) :].isalnum():
        raise ValueError(f"optimization level {mark!r} is not an alphanumeric value")


def source_file_of(
    bytecode_path: str, is_file: "Callable[[str], bool]" = paths.is_file
) -> str | None:
    """The source file beside or above a .pyc file, if it exists; else the path as it came.

    None for an empty path.
    """
    if not bytecode_path:
        return None
    rest, _, extension = bytecode_path.rpartition(".")
    if not rest or extension.lower()[-3:-1] != "py":
        return bytecode_path
    try:
        source = source_from_cache(bytecode_path)
    except (NotImplementedError, ValueError):
        source = bytecode_path[:-1]
    return source if is_file(source) else bytecode_path
