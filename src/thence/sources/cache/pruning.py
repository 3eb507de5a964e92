"""What is in the cache, and how it is kept within bounds."""

from time import time

from ..._engine import paths
from ..._engine.primitives import os
from .content import BYTECODE, CONTENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

NATIVE = "native"
KINDS = (CONTENT, BYTECODE, NATIVE)
HEXADECIMAL = frozenset("0123456789abcdef")
HASH_FIRST = 2  # digits of a folder's name
HASH_REST = 62  # and of the file's in it
HASH_LENGTH = HASH_FIRST + HASH_REST  # of a folder's name in ``native``
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
    """Every file of a cache, in no order; what vanishes meanwhile is left out.

    What a cache does not make is none of it: files with other names, links, and what lies behind
    them.  Somebody may have named a folder that holds something else, too.
    """
    for kind in KINDS:
        for part in folders_in(f"{folder}/{kind}"):
            name = paths.split(part)[1]
            files = files_below(part) if kind == NATIVE else files_in(part)
            for file, found in files:
                if is_own(kind, name, paths.split(file)[1]):
                    yield Kept(file, kind, found.st_size, max(found.st_mtime, found.st_atime))


def is_own(kind: str, folder: str, name: str) -> bool:
    """Is it what a cache names its files?

    >>> is_own(CONTENT, "3a", "0" * 62), is_own(CONTENT, "3a", "index.html")
    (True, False)
    """
    if kind == NATIVE:
        return is_hash(folder, HASH_LENGTH)
    rest = name[HASH_REST:]
    mark = "." if kind == CONTENT else "-"
    return (
        is_hash(folder, HASH_FIRST)
        and is_hash(name[:HASH_REST], HASH_REST)
        and (rest.startswith(mark) or (kind == CONTENT and not rest))
    )


def is_hash(text: str, length: int) -> bool:
    """Is it so many hexadecimal digits?"""
    return len(text) == length and HEXADECIMAL.issuperset(text)


def folders_in(folder: str) -> "Iterator[str]":
    """The folders in a folder, unless they, or it, are links."""
    if is_folder(facts_of(folder)):
        yield from (place for place, found in entries_in(folder) if is_folder(found))


def files_in(folder: str) -> "Iterator[tuple[str, Any]]":
    """The regular files in a folder, with what the system knows of each; no links."""
    return ((place, found) for place, found in entries_in(folder) if is_file(found))


def files_below(folder: str) -> "Iterator[tuple[str, Any]]":
    """And those of the folders below it."""
    for place, found in entries_in(folder):
        if is_folder(found):
            yield from files_below(place)
        elif is_file(found):
            yield place, found


def entries_in(folder: str) -> "Iterator[tuple[str, Any]]":
    """What lies in a folder; nothing where there is none."""
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        place = f"{folder}/{name}"
        if (found := facts_of(place)) is not None:
            yield place, found


def facts_of(place: str) -> "Any":
    """What the system knows of a file, of a link itself; None: there is none."""
    try:
        return os.lstat(place)
    except OSError:
        return None


def is_folder(found: "Any") -> bool:
    """Is it a folder, and no link to one?"""
    return found is not None and found.st_mode & paths.KIND_MASK == paths.DIRECTORY


def is_file(found: "Any") -> bool:
    """Is it a regular file, and no link to one?"""
    return bool(found.st_mode & paths.KIND_MASK == paths.REGULAR_FILE)


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
