"""Everything that can happen, as facts for readers: one class per thing.

Each has ``at_ns`` (``time.perf_counter_ns`` of the recorded machine, the same clock in all
processes of a recording) and ``thread`` (a number that no other thread of the process has, even
one that ended before).  The user's process never loads this module: it writes rows
(``rows.py``), which ``decoding.py`` turns into these.
"""

from dataclasses import dataclass

from .places import ErrorFacts, Place, SpecFacts


@dataclass(frozen=True, slots=True)
class Event:
    """What all of them have."""

    at_ns: int
    thread: int


@dataclass(frozen=True, slots=True)
class ThreadSeen(Event):
    """The first event of a thread comes next."""

    name: str
    ident: int  # threading.get_ident(): may come again in another thread


@dataclass(frozen=True, slots=True)
class Requested(Event):
    """A module was asked for that is not in the cache; RequestEnded closes it.

    ``fromlist`` is that of the statement; () for ``import x``; None: no statement asked.
    """

    fullname: str
    asker: Place | None
    fromlist: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class CacheAnswered(Event):
    """The module cache had it (5.3.1).

    Right after its own Requested: another thread was faster, and was waited for.  Without one:
    a request of its own (``importlib.import_module``; a statement, which asks nobody for a module
    that is complete, where the recording is to know these, too).
    """

    fullname: str
    is_forbidden: bool  # the cache holds None
    asker: Place | None
    is_being_made: bool = False  # its code is still running: the imports form a circle
    fromlist: tuple[str, ...] | None = None  # as in Requested


@dataclass(frozen=True, slots=True)
class FinderAnswered(Event):
    """A meta path finder answered; it was asked when the event before it ended."""

    fullname: str
    finder: str  # "thence.machinery.PathFinder"
    found: bool


@dataclass(frozen=True, slots=True)
class EntryAnswered(Event):
    """A path entry finder answered; None for ``entry_finder``: no hook took the entry."""

    fullname: str
    entry: str
    entry_finder: str | None
    found: str | None  # the origin; "portion" for a part of a namespace package; None: no


@dataclass(frozen=True, slots=True)
class HookAnswered(Event):
    """A path hook was asked for an entry; None: it refused (5.5.1)."""

    entry: str
    hook: str
    entry_finder: str | None


@dataclass(frozen=True, slots=True)
class SpecChosen(Event):
    """The search is over; None: nobody has the module.

    ``shadows`` are path entries further down that have something of that name, too, as far as
    their listings were known.
    """

    fullname: str
    spec: SpecFacts | None
    shadows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Executing(Event):
    """The module is in the cache, its loader is about to run its code (5.4)."""

    fullname: str


@dataclass(frozen=True, slots=True)
class Reading(Event):
    """The loader looks for code: in a bytecode file, or the source."""

    fullname: str
    file: str


@dataclass(frozen=True, slots=True)
class Unmarshalling(Event):
    """Valid bytecode was read (5.4.7), and is made code."""

    fullname: str
    file: str


@dataclass(frozen=True, slots=True)
class Compiling(Event):
    """The source was read; it is compiled, and its bytecode kept, if it may be."""

    fullname: str
    file: str


@dataclass(frozen=True, slots=True)
class CodeReady(Event):
    """The code is there, and is run next."""

    fullname: str


@dataclass(frozen=True, slots=True)
class BytecodeRefused(Event):
    """Cached bytecode is not used; "absent" is the reason where there is none."""

    fullname: str
    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class BytecodeWritten(Event):
    """Fresh bytecode was kept by the loader, as far as that says so."""

    fullname: str
    file: str


@dataclass(frozen=True, slots=True)
class ContentRead(Event):
    """A source beyond the file system gave bytes (docs/sources.md).

    ``sha256`` is None where they were not compared with a hash yet.
    """

    file: str  # the path entry with the file's name in the source behind it
    sha256: str | None
    size: int  # bytes
    where: str  # "cache" or "source"; "bytecode": in the cache, of the source with this hash
    took_ns: int


@dataclass(frozen=True, slots=True)
class Executed(Event):
    """The module's code ran to its end.

    ``replaced_by`` is the class of what it put into the cache in its own place.
    """

    fullname: str
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class Failed(Event):
    """The import of the module raised."""

    fullname: str
    error: ErrorFacts


@dataclass(frozen=True, slots=True)
class RequestEnded(Event):
    """The request is over, in whatever way."""

    fullname: str


@dataclass(frozen=True, slots=True)
class Swallowed(Event):
    """An error of an import did not leave the program: this ``except`` took it.

    ``place`` is the line of the ``except``.  ``certain`` is False where more than one may have.
    """

    error: ErrorFacts
    place: Place
    certain: bool


@dataclass(frozen=True, slots=True)
class ListChanged(Event):
    """``sys.path``, ``sys.meta_path`` or ``sys.path_hooks`` is another one than before.

    Seen at a border between executions: whoever was executing in this thread did it (or
    another thread).  Items are path entries, or classes of finders and names of hooks.  Of
    ``sys.modules`` those names that came and went otherwise than by imports, and no others.
    """

    name: str  # "sys.path"
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportFunctionChanged(Event):
    """``builtins.__import__`` is another function than before."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AttributeChanged(Event):
    """An import-related attribute of a loaded module is another one than before (5.4.4).

    ``after`` is None where the attribute was deleted; ``attribute`` is "" when the cache holds
    another object now (or none: ``after`` is None).
    """

    fullname: str
    attribute: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class MemoryMeasured(Event):
    """How much memory the process has in use: before a request's work, and at its end."""

    size: int  # bytes


@dataclass(frozen=True, slots=True)
class ProcessEnded(Event):
    """The process came to an end that the recorder saw."""

    how: str  # "exit", "exec", "_exit", "stopped" (the recording was, not the process)
