"""The tree of imports: each request, what came of it, and the requests made meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from .places import ErrorFacts, Place, SpecFacts
from .times import Times


class Outcome(StrEnum):
    """What came of a request."""

    LOADED = "loaded"  # found and executed
    CACHED = "cached"  # the module cache had it
    WAITED = "waited"  # another thread was importing it, and was waited for
    TAKEN = "taken"  # it came into the cache while its parent or a finder was at work
    ABSENT = "absent"  # nobody has it
    FAILED = "failed"  # finding or executing it raised
    UNFINISHED = "unfinished"  # the recording ends before it does


@dataclass(frozen=True, slots=True)
class FinderFacts:
    """One meta path finder's part in a search (5.3.4)."""

    finder: str  # "thence.machinery.PathFinder"
    found: bool
    took_ns: int  # without imports that it made itself


@dataclass(frozen=True, slots=True)
class HookFacts:
    """A path hook that was asked (5.5.1); ``entry_finder`` None: it refused."""

    entry: str
    hook: str
    entry_finder: str | None
    took_ns: int


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One path entry's part in a search (5.5)."""

    entry: str
    entry_finder: str | None  # None: no hook took the entry
    found: str | None  # origin; "portion" of a namespace package; None: it has nothing
    took_ns: int


@dataclass(frozen=True, slots=True)
class BytecodeFacts:
    """What was done with a bytecode file (5.4.7)."""

    what: str  # "accepted", "refused", "written"
    file: str
    reason: str | None = None  # of a refusal; "absent" where there was no file


@dataclass(frozen=True, slots=True)
class ContentFacts:
    """Bytes that a source beyond the file system gave (docs/sources.md)."""

    file: str
    sha256: str | None  # None: they were not compared with a hash yet
    size: int  # bytes
    where: str  # "cache" or "source"
    took_ns: int


@dataclass(frozen=True, slots=True)
class Change:
    """Something of the import system that was changed while the owner's code ran.

    ``subject`` is "sys.path", "sys.meta_path", "sys.path_hooks", "builtins.__import__",
    "sys.modules['x']" (another object came into its place) or "x.__spec__" (``__path__``,
    ``__loader__``, ``__package__``); "sys.modules" for names that came or went otherwise than
    by an import, ``before`` and ``after`` then have no others.  ``before`` and ``after`` have
    one item each for what is no list; () : it was not there.
    ``certain`` is False when code of another thread may have done it.
    """

    at_ns: int
    subject: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    certain: bool = True

    @property
    def added(self) -> tuple[str, ...]:
        """Items that came."""
        return tuple(item for item in self.after if item not in self.before)

    @property
    def removed(self) -> tuple[str, ...]:
        """Items that went."""
        return tuple(item for item in self.before if item not in self.after)


@dataclass(eq=False, slots=True)
class Import:
    """One request for a module.

    Times are nanoseconds of ``time.perf_counter_ns``.  For each import, and so for every sum:
    ``own_ns == own.sum``, ``total_ns == own_ns + sum(child.total_ns for child in children)``.
    """

    fullname: str
    process: int  # Process.number
    thread: int  # Thread.number
    began_ns: int
    ended_ns: int = 0
    asker: Place | None = None
    fromlist: tuple[str, ...] | None = None  # (): import x; None: no statement asked
    parent: "Import | None" = None  # the request during which this one was made
    children: list["Import"] = field(default_factory=list)  # in the order of time
    outcome: Outcome = Outcome.UNFINISHED
    own: Times = field(default_factory=Times)  # without the children's
    finders: list[FinderFacts] = field(default_factory=list)
    entries: list[EntryFacts] = field(default_factory=list)
    hooks: list[HookFacts] = field(default_factory=list)
    spec: SpecFacts | None = None
    shadows: tuple[str, ...] = ()  # entries further down that have the name, too
    bytecode: list[BytecodeFacts] = field(default_factory=list)
    contents: list[ContentFacts] = field(default_factory=list)  # of sources, read meanwhile
    error: ErrorFacts | None = None
    swallowed_at: Place | None = None  # the line of the except clause
    swallowed_for_certain: bool = True
    replaced_by: str | None = None  # class of what the module put in its own place (sys.modules)
    changes: list[Change] = field(default_factory=list)  # by this module's code, or its search
    is_circular: bool = False  # it was in the cache, but its code had not run to its end
    executed_at_ns: int | None = None  # when its code began to run; None: it never did
    memory: int | None = None  # bytes that the process grew by, children included (--memory)

    @property
    def total_ns(self) -> int:
        """From the request to its end."""
        return self.ended_ns - self.began_ns

    @property
    def own_ns(self) -> int:
        """The total without the requests made meanwhile."""
        return self.own.sum

    @property
    def total(self) -> Times:
        """The split of the total."""
        return sum((each.own for each in self.walk()), Times())

    @property
    def own_memory(self) -> int | None:
        """What the process grew by, without the children's part; may be negative."""
        if self.memory is None:
            return None
        return self.memory - sum(child.memory or 0 for child in self.children)

    @property
    def depth(self) -> int:
        """How many requests it is in."""
        return len(self.chain) - 1

    @property
    def chain(self) -> list["Import"]:
        """The requests that led to it, outermost first, itself last."""
        chain = [self]
        while (above := chain[-1].parent) is not None:
            chain.append(above)
        return chain[::-1]

    def walk(self) -> Iterator["Import"]:
        """Itself, and all below it, in the order of time."""
        waiting = [self]
        while waiting:
            each = waiting.pop()
            yield each
            waiting += reversed(each.children)
