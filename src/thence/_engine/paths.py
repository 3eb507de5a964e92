"""File paths, and the few questions that the engine asks the file system.

Not ``os.path``: its rules are those of the import system, which joins by text alone.
"""

import sys

from .primitives import io, os, thread
from .versions import DOT_PREFIX_DROPPED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import stat_result
    from typing import Any

IS_WINDOWS = sys.platform == "win32"
SEPARATORS = "\\/" if IS_WINDOWS else "/"
SEPARATOR = SEPARATORS[0]
SEPARATOR_SET = tuple(SEPARATORS)
DRIVE_MARKS = tuple(f":{separator}" for separator in SEPARATORS)

# Where file names differ in case only at the user's wish (PYTHONCASEOK).
CASE_INSENSITIVE_PLATFORMS = ("win", "cygwin", "darwin", "ios", "tvos", "watchos")

KIND_MASK = 0o170000
DIRECTORY = 0o040000
REGULAR_FILE = 0o100000


def join(*parts: str) -> str:
    """Join path parts by the platform's separator; empty parts do not count.

    >>> join("a", "", "b").replace(SEPARATOR, "/")
    'a/b'
    """
    return SEPARATOR.join([part.rstrip(SEPARATORS) for part in parts if part])


def as_prefix(directory: str) -> str:
    """What a name is put behind, to be joined with a directory; empty for an empty one.

    >>> as_prefix("a/").replace(SEPARATOR, "/") + "b"
    'a/b'
    """
    return directory.rstrip(SEPARATORS) + SEPARATOR if directory else ""


def split(path: str) -> tuple[str, str]:
    """Everything before the last separator, and what follows it.

    >>> split("a/b/c.py"), split("c.py")
    (('a/b', 'c.py'), ('', 'c.py'))
    """
    at = path.rfind(SEPARATOR)
    if IS_WINDOWS:
        at = max(path.rfind(separator) for separator in SEPARATORS)
    return ("", path) if at < 0 else (path[:at], path[at + 1 :])


def is_absolute(path: str) -> bool:
    """Does the path begin at a root?"""
    if not IS_WINDOWS:
        return path.startswith("/")
    return path.startswith("\\\\") or path[1:3] in DRIVE_MARKS


def absolute(path: str) -> str:
    """Make a location absolute against the working directory, by text alone.

    Raises OSError when the working directory exists no more.
    """
    if is_absolute(path):
        return path
    if DOT_PREFIX_DROPPED:
        for separator in SEPARATORS:
            path = path.removeprefix(f".{separator}")
    return join(os.getcwd(), path)


def stat(path: str) -> "stat_result":
    """The file system's record of a path.  A function of its own, so that tests can count."""
    return os.stat(path)


def is_of_kind(path: str, kind: int) -> bool:
    """Is there a file of this kind (DIRECTORY, REGULAR_FILE)?"""
    try:
        found = stat(path)
    except OSError:
        return False
    return (found.st_mode & KIND_MASK) == kind


def is_file(path: str) -> bool:
    """Is there a regular file?"""
    return is_of_kind(path, REGULAR_FILE)


def is_directory(path: str) -> bool:
    """Is there a directory?  Empty stands for the working directory."""
    return is_of_kind(path or os.getcwd(), DIRECTORY)


def case_is_relaxed() -> bool:
    """May a module's file differ from its name in case (PYTHONCASEOK)?"""
    if not sys.platform.startswith(CASE_INSENSITIVE_PLATFORMS):
        return False
    key = "PYTHONCASEOK" if IS_WINDOWS else b"PYTHONCASEOK"
    return not sys.flags.ignore_environment and key in os.environ


def read_file(path: str) -> bytes:
    """All bytes of a file.  Raises OSError."""
    with io.FileIO(path, "r") as file:
        return bytes(file.read())


def read_code_file(path: str) -> bytes:
    """All bytes of a file that will be executed: the interpreter's audit hooks see it (PEP 578).

    Raises OSError.
    """
    with io.open_code(str(path)) as file:
        return bytes(file.read())


def make_directories(path: str) -> None:
    """Make a directory and those above it that are missing.  Raises OSError."""
    missing = []
    while path and not is_directory(path):
        path, last = split(path)
        missing.append(last)
    for last in reversed(missing):
        path = join(path, last)
        try:
            os.mkdir(path)
        except FileExistsError:  # another process was faster
            continue


def write_atomic(path: str, data: bytes, mode: int = 0o666, files: "Any" = io) -> None:
    """Write a file so that nobody ever sees half of it.

    The bytes go to a new file beside the target, which then takes its name.  Raises OSError
    when they cannot all be written; then nothing is left behind.  ``files`` has ``FileIO``.
    """
    beside = f"{path}.{os.getpid()}.{thread.get_ident()}"
    descriptor = os.open(beside, os.O_EXCL | os.O_CREAT | os.O_WRONLY, mode & 0o666)
    try:
        with files.FileIO(descriptor, "wb") as file:
            write_all(file, memoryview(data))
        os.replace(beside, path)
    except OSError:
        try:
            os.unlink(beside)
        except OSError:
            pass
        raise


def write_all(file: "Any", data: memoryview) -> None:
    """Write to an unbuffered file, which may take less at a time.  Raises OSError."""
    while data:
        written = file.write(data)
        if not written:
            raise OSError("short write: the disk may be full")
        data = data[written:]
