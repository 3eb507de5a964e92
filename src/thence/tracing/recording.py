"""A recording as readers see it: processes, their threads, their trees of imports."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .tree import Change, Import, Outcome


@dataclass(eq=False, slots=True)
class Thread:
    """One thread of a process."""

    number: int  # unique in its process
    name: str  # "MainThread"; "" where nobody said
    ident: int
    roots: list[Import] = field(default_factory=list)  # requests not made within another one
    changes: list[Change] = field(default_factory=list)  # seen while it imported nothing

    @property
    def total_ns(self) -> int:
        """Time that this thread spent importing, waiting included."""
        return sum(root.total_ns for root in self.roots)


@dataclass(eq=False, slots=True)
class Process:
    """One process, from the moment when it was recorded on.

    A fork continues in a Process of its own, which begins at the fork.
    """

    number: int  # unique in its recording, in the order of their beginning
    pid: int
    parent: int | None  # the number of the process that forked or started it, if recorded
    how: str  # "started", "forked" or "traced" (``thence.trace()`` in a running program)
    began_ns: int
    began_at: float  # seconds since the epoch
    ended_ns: int  # of its last event, where nothing else is known
    ended: str | None  # "exit", "exec", "_exit", "stopped"; None: killed, or still running
    argv: tuple[str, ...]
    executable: str
    version: str  # of Python, "3.13.1"
    implementation: str
    memory_by: str | None  # "tracemalloc", "rss" or None: not measured
    is_watched: bool  # all modules were compared at every border (--watch)
    directory: str | None  # the working directory at its beginning
    sys_path: tuple[str, ...]  # at its beginning
    threads: list[Thread] = field(default_factory=list)
    loaded_before: tuple[str, ...] = ()  # modules in the cache when the recording began
    # The interpreter's own folders and what else tells distributions apart; see docs.
    prefixes: tuple[str, ...] = ()
    has_cached: bool = False  # statements that the module cache served are known (--cached)

    @property
    def roots(self) -> list[Import]:
        """The outermost requests of all threads, in the order of time."""
        found = [root for thread in self.threads for root in thread.roots]
        return sorted(found, key=lambda root: root.began_ns)

    @property
    def total_ns(self) -> int:
        """Time in which at least one thread was importing; nothing is counted twice."""
        total, until = 0, 0
        for root in self.roots:
            total += max(0, root.ended_ns - max(root.began_ns, until))
            until = max(until, root.ended_ns)
        return total

    @property
    def modules(self) -> frozenset[str]:
        """What the module cache held when the recording ended, as far as it was seen.

        A fork's begins with what it imported itself.
        """
        changes = [change for thread in self.threads for change in thread.changes]
        held = set(self.loaded_before)
        for node in self.imports():
            changes += node.changes
            if node.outcome is Outcome.LOADED:
                held.add(node.fullname)
        for change in sorted(changes, key=lambda change: change.at_ns):
            if change.subject == "sys.modules":
                held.update(change.added)
                held.difference_update(change.removed)
        return frozenset(held)

    def imports(self) -> Iterator[Import]:
        """All imports, thread by thread, each before those that it led to."""
        for thread in self.threads:
            for root in thread.roots:
                yield from root.walk()


@dataclass(eq=False, slots=True)
class Recording:
    """All processes of one run.  ``loading.load`` reads it from a file."""

    processes: list[Process]
    damage: list[str] = field(default_factory=list)  # what could not be read, in words
    path: Path | None = None

    def imports(self) -> Iterator[Import]:
        """All imports of all processes."""
        for process in self.processes:
            yield from process.imports()
