"""What the interpreter puts in front of ``sys.path`` for a program."""

import sys

from .._engine import paths
from .._engine.primitives import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .command_line import CommandLine

MOST_LINKS = 40  # as the system has it, for one path


def insert_path_zero(line: "CommandLine") -> None:
    """Put the program's own folder first, unless -P, -I or PYTHONSAFEPATH forbid it."""
    if sys.flags.safe_path:
        return
    entry = path_zero(line)
    if entry is not None:
        sys.path.insert(0, entry)


def path_zero(line: "CommandLine") -> str | None:
    """The entry for one way of starting; None: there is none.

    The folder of a script, links followed; the working directory for -m; else ``''``.
    """
    if line.how == "script":
        return paths.split(real_path(line.what))[0] or paths.SEPARATOR
    if line.how == "module":
        return working_directory()
    return ""


def working_directory() -> str | None:
    """The working directory; None when it exists no more."""
    try:
        return os.getcwd()
    except OSError:
        return None


def absolute(path: str) -> str:
    """The path against the working directory, as the interpreter makes a script's absolute.

    By text alone: ``./a.py`` keeps its dot.  As it was given where there is no such directory.
    """
    folder = None if paths.is_absolute(path) else working_directory()
    if folder is None:
        return path
    return folder if path in ("", ".") else f"{folder}{paths.SEPARATOR}{path}"


def real_path(path: str) -> str:
    """The path with all links followed; as it was given where that fails (a pipe, say)."""
    try:
        return follow(absolute(path))
    except OSError:
        return path


def follow(path: str) -> str:
    """Follow the links in an absolute path, part by part, as realpath(3) does."""
    reached, left, links = "", path.split(paths.SEPARATOR), 0
    while left:
        part = left.pop(0)
        if part in ("", "."):
            continue
        if part == "..":
            reached = paths.split(reached)[0]
            continue
        step = f"{reached}{paths.SEPARATOR}{part}"
        target = link_target(step)
        if target is None:
            reached = step
            continue
        links += 1
        if links > MOST_LINKS:
            raise OSError(path)
        if paths.is_absolute(target):
            reached = ""
        left[:0] = target.split(paths.SEPARATOR)
    return reached or paths.SEPARATOR


def link_target(path: str) -> str | None:
    """Where a link leads; None when the path exists and is no link.  Raises OSError."""
    if not is_link(os.lstat(path)):
        return None
    return os.readlink(path)


def is_link(found: "Any") -> bool:
    """Whether a stat result is that of a symbolic link."""
    return bool(found.st_mode & paths.KIND_MASK == SYMBOLIC_LINK)


SYMBOLIC_LINK = 0o120000


def path_importer(entry: str) -> object | None:
    """The path entry finder for a file that may be an archive or a folder with a program.

    None: it is an ordinary file.  The answer is kept, as at any start.
    """
    if entry not in sys.path_importer_cache:
        sys.path_importer_cache[entry] = asked_hooks(entry)
    return sys.path_importer_cache[entry]


def asked_hooks(entry: str) -> "Any":
    """What the first willing path hook makes of the entry."""
    for hook in sys.path_hooks:
        try:
            return hook(entry)
        except ImportError:
            continue
    return None
