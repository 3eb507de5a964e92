"""The trees of a recording as one list: what most formats are made from."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..recording import Process, Recording, Thread
from ..times import Times
from ..tree import Import, Outcome

# A module was searched for, and perhaps executed; the others found it in the cache.
SEARCHED = (Outcome.LOADED, Outcome.ABSENT, Outcome.FAILED, Outcome.UNFINISHED)


@dataclass(frozen=True, slots=True)
class Lane:
    """A thread of a process: what happens in it happens one after the other."""

    process: Process
    thread: Thread

    @property
    def label(self) -> str:
        """What it is called."""
        name = self.thread.name or f"thread {self.thread.number}"
        return f"process {self.process.pid}, {name}"


@dataclass(frozen=True, slots=True)
class Row:
    """An import and its place in the list; those that it led to follow it."""

    index: int
    parent: int  # index of the asking import; -1: none
    depth: int
    lane: int
    node: Import


def lanes_of(recording: Recording) -> list[Lane]:
    """All threads that imported something."""
    return [
        Lane(process, thread)
        for process in recording.processes
        for thread in process.threads
        if thread.roots
    ]


def rows_of(recording: Recording) -> list[Row]:
    """All imports, lane by lane, in the order of time, each after the one it was made in."""
    rows: list[Row] = []
    for number, lane in enumerate(lanes_of(recording)):
        for root in lane.thread.roots:
            rows.extend(rows_below(root, number, len(rows)))
    return rows


def rows_below(root: Import, lane: int, first: int) -> Iterator[Row]:
    """The rows of one tree; ``first`` is the index of its root."""
    waiting = [(root, -1, 0)]
    index = first
    while waiting:
        node, parent, depth = waiting.pop()
        yield Row(index, parent, depth, lane, node)
        waiting += ((child, index, depth + 1) for child in reversed(node.children))
        index += 1


def totals_of(rows: list[Row]) -> list[Times]:
    """The split of each row's total, in one pass: ``Import.total`` walks all that is below."""
    totals = [row.node.own for row in rows]
    for row in reversed(rows):
        if row.parent >= 0:
            totals[row.parent] = totals[row.parent] + totals[row.index]
    return totals


def beginning_of(recording: Recording) -> int:
    """The time at which views begin to count: that of the first import; nanoseconds."""
    return min((root.began_ns for each in recording.processes for root in each.roots), default=0)


def memory_by(recording: Recording) -> str:
    """How memory was measured: "tracemalloc", "rss"; "" where it was not."""
    return next((each.memory_by for each in recording.processes if each.memory_by), "")


def is_searched(node: Import) -> bool:
    """Was the module searched for, not only taken from the cache?"""
    return node.outcome in SEARCHED


def total_of(recording: Recording) -> int:
    """Time spent importing, over all processes; nanoseconds."""
    return sum(process.total_ns for process in recording.processes)
