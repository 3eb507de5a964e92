"""Changes that ``--fix`` may make: values, planned from what was seen; another part makes them."""

import os
from dataclasses import dataclass

from .surroundings import Surroundings

REMOVED = ("orphaned", "unchecked")  # Python makes such bytecode again, from the source


@dataclass(frozen=True, slots=True)
class Change:
    """One change to one file."""

    kind: str  # "remove", or "add": an empty file
    file: str
    why: str
    seen: tuple[int, int, int] = (0, 0, 0)  # inode, size and time of change, when it was planned
    done: bool = False
    refused: str = ""  # why it was not made


def planned(surroundings: Surroundings) -> list[Change]:
    """What is safe: bytecode in a cache that no source stands behind, and a missing ``__init__``.

    No source is ever removed, and nothing that cannot be made again: bytecode that lies where a
    source should may be all that is left of it.
    """
    whys = {
        "orphaned": "its source is gone",
        "unchecked": "its source has changed, and nobody would look",
    }
    removals = [
        Change("remove", each.file, whys[each.why], seen_of(each.file))
        for each in surroundings.bytecode
        if each.why in REMOVED
    ]
    additions = [
        Change("add", f"{each.folder}/__init__.py", f"{each.name} is imported as a package")
        for each in surroundings.folders
    ]
    return [*removals, *additions]


def seen_of(file: str) -> tuple[int, int, int]:
    """By what a file is known again; zeros where it is gone."""
    try:
        state = os.lstat(file)
    except OSError:
        return 0, 0, 0
    return state.st_ino, state.st_size, state.st_mtime_ns
