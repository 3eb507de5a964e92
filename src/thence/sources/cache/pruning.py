"""What is in the cache, and how it is kept within bounds."""

from time import time

from ..._engine import paths
from ..._engine.primitives import os
from .content import BYTECODE, CONTENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NATIVE = "native"
KINDS = (CONTENT, BYTECODE, NATIVE)
HASH_REST = 62  # digits of a file's name in ``content``; the folder's name has two more
LEFTOVER_AGE = 3600  # seconds; a process that is writing has written by then
TEMPORARY = ".pyc."  # what a half-written file of bytecode has in its name


class Kept:
    """One file of the cache.  ``used_at`` is in seconds since the epoch."""

    __slots__ = ("file", "kind", "size", "used_at")

    def __init__(self, file: str, kind: str, size: int, used_at: float) -> None:
        self.file = file
        self.kind = kind
        self.size = size
        self.used_at = used_at

    def is_leftover(self) -> bool:
        """Was it written beside its place, by a process that died before it could move it?"""
        name = paths.split(self.file)[1]
        if self.kind == CONTENT:
            return len(name) != HASH_REST
        return self.kind == BYTECODE and TEMPORARY in name


def kept_in(folder: str) -> "Iterator[Kept]":
    """Every file of a cache, in no order; what vanishes meanwhile is left out."""
    for kind in KINDS:
        for file in files_below(f"{folder}/{kind}"):
            try:
                found = paths.stat(file)
            except OSError:
                continue
            yield Kept(file, kind, found.st_size, max(found.st_mtime, found.st_atime))


def files_below(folder: str) -> "Iterator[str]":
    """The files of a folder and of those below it; nothing where there is none."""
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        place = f"{folder}/{name}"
        if paths.is_directory(place):
            yield from files_below(place)
        else:
            yield place


def prune(folder: str, most: int) -> "list[Kept]":
    """Remove leftovers, then what was not used for the longest time, down to ``most`` bytes.

    Returns what was removed.  Whoever is just reading finds out, and fetches it again.
    """
    kept = sorted(kept_in(folder), key=lambda each: each.used_at)
    now = time()
    doomed = [each for each in kept if each.is_leftover() and now - each.used_at > LEFTOVER_AGE]
    total = total_of(kept) - total_of(doomed)
    for each in kept:
        if total <= most:
            break
        if each not in doomed and not each.is_leftover():
            doomed.append(each)
            total -= each.size
    return [each for each in doomed if is_removed(each.file)]


def total_of(kept: "Iterable[Kept]") -> int:
    """The bytes of all."""
    return sum(each.size for each in kept)


def is_removed(file: str) -> bool:
    """Remove a file, if that may be."""
    try:
        os.unlink(file)
    except OSError:
        return False
    return True
