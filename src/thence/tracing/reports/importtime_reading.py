"""Reads what ``python -X importtime`` wrote, so that recordings of plain CPython can be shown.

The text has neither places nor the time of day: imports follow each other without a gap.
"""

import re
from collections.abc import Iterable

from ..recording import Process, Recording, Thread
from ..times import Times
from ..tree import Import, Outcome

# The interpreter writes to standard error; the program may have begun the line.
LINE = re.compile(r"import time:\s+(cached|\d+)\s*\|\s*(?:cached|\d+)\s*\| ( *)(.*)$")
CACHED = "cached"
INDENT = 2
MICROSECOND = 1000


def read(lines: Iterable[str]) -> Recording | None:
    """The recording; None when no line is one of ``-X importtime``."""
    # (depth, import) whose asker's line has not come yet: it comes after theirs.
    waiting: list[tuple[int, Import]] = []
    for depth, name, own in in_depth(lines):
        node = import_of(name, own)
        while waiting and waiting[-1][0] > depth:
            adopt(node, waiting.pop()[1])
        waiting.append((depth, node))
    if not waiting:
        return None
    roots = [node for _, node in waiting]
    settle(roots)
    return recording_of(roots)


def in_depth(lines: Iterable[str]) -> list[tuple[int, str, str]]:
    """The depth of each line, its name and its own time, or "cached".

    The interpreter writes the name of what its cache had to the right of a column that is as wide
    as the line is deep: of a name that is longer, the column tells no more than that. It is then
    taken for a request of the import that ends next.
    """
    found = [match for line in lines if (match := LINE.search(line.rstrip("\r\n")))]
    placed: list[tuple[int, str, str]] = []
    next_to_end = -1  # the depth of the import that ends next
    for own, indent, name in reversed([match.groups() for match in found]):
        if own != CACHED:
            depth = next_to_end = len(indent) // INDENT
        else:
            widest = len(f"{indent}{name}".encode()) // INDENT
            depth = widest if indent else min(widest, next_to_end + 1)
        placed.append((depth, name, own))
    return placed[::-1]


def import_of(name: str, own: str) -> Import:
    """An import whose own time alone is known; 3.14 and later also list what was cached."""
    if own == CACHED:
        return Import(name, 0, 0, began_ns=0, outcome=Outcome.CACHED)
    took = int(own) * MICROSECOND
    return Import(name, 0, 0, began_ns=0, outcome=Outcome.LOADED, own=Times(executing=took))


def adopt(asker: Import, asked: Import) -> None:
    """Hang an import below the one that it was made for."""
    asked.parent = asker
    asker.children.insert(0, asked)


def settle(roots: list[Import]) -> None:
    """Give each import its time: those that it asked for first, then its own."""
    now = 0
    waiting = [(root, False) for root in reversed(roots)]
    while waiting:
        node, children_done = waiting.pop()
        if children_done:
            now += node.own_ns
            node.ended_ns = now
        else:
            node.began_ns = now
            waiting.append((node, True))
            waiting += ((child, False) for child in reversed(node.children))


def recording_of(roots: list[Import]) -> Recording:
    """One process with one thread; what the text does not tell is empty."""
    ended = roots[-1].ended_ns
    process = Process(
        number=0,
        pid=0,
        parent=None,
        how="started",
        began_ns=0,
        began_at=0.0,
        ended_ns=ended,
        ended=None,
        argv=(),
        executable="",
        version="",
        implementation="cpython",
        memory_by=None,
        is_watched=False,
        directory=None,
        sys_path=(),
        threads=[Thread(0, "MainThread", 0, roots)],
    )
    return Recording([process])
