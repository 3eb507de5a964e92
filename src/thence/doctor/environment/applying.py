"""Makes the changes that were planned, each only if nothing has changed meanwhile."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .changes import Change

FLAGS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


class RefusedError(Exception):
    """A change is not made; the message says why."""


def apply(changes: Iterable[Change]) -> Iterator[Change]:
    """Make each change, and say of each whether it was made."""
    for change in changes:
        try:
            make(change)
        except RefusedError as error:
            yield replace(change, refused=str(error))
        except OSError as error:
            yield replace(change, refused=error.strerror or str(error))
        else:
            yield replace(change, done=True)


def make(change: Change) -> None:
    """Make one change.  Raises RefusedError and OSError.

    The folder is held open, so that it is the one that was looked at, whatever is renamed.
    """
    folder, _, name = change.file.rpartition("/")
    if os.path.realpath(folder) != folder:
        raise RefusedError(f"{folder} is reached through a symbolic link")
    directory = os.open(folder, FLAGS)
    try:
        if change.kind == "add":
            os.close(os.open(name, NEW, 0o666, dir_fd=directory))
        else:
            check(state_of(name, directory), change)
            os.unlink(name, dir_fd=directory)
    finally:
        os.close(directory)


def state_of(name: str, directory: int) -> os.stat_result:
    """What lies there, no link followed."""
    return os.stat(name, dir_fd=directory, follow_symlinks=False)


def check(state: os.stat_result, change: Change) -> None:
    """Is it the bytecode that was seen, and this user's own?  Raises RefusedError if not."""
    if not stat.S_ISREG(state.st_mode):
        raise RefusedError("it is no regular file")
    if not change.file.endswith((".pyc", ".pyo")):
        raise RefusedError("it is no bytecode")
    if (state.st_ino, state.st_size, state.st_mtime_ns) != change.seen:
        raise RefusedError("it has changed since it was looked at")
    if state.st_uid != os.geteuid():
        raise RefusedError("it belongs to another user")
