"""What ``thence why`` tells, as data.

Views show it, ``docs/schemas/why.schema.json`` describes it: a field here is a field there.
"""

from dataclasses import dataclass

# Outcome.status
FOUND = "found"
CACHED = "cached"  # nobody would find it, but the module cache has it
FORBIDDEN = "forbidden"  # None in the module cache
NOT_FOUND = "not-found"
PARENT_NOT_FOUND = "parent-not-found"
PARENT_IS_NO_PACKAGE = "parent-is-no-package"
PARENT_FAILED = "parent-failed"
FINDER_FAILED = "finder-failed"


@dataclass(frozen=True, slots=True)
class Python:
    """The interpreter that was asked."""

    version: str
    executable: str
    tag: str | None  # "cpython-311"; None: it keeps no bytecode


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a file belongs to."""

    kind: str  # "interpreter", "standard library" or "distribution"
    name: str | None = None  # of the distribution
    version: str | None = None
    editable: bool = False  # installed as a link to its sources


@dataclass(frozen=True, slots=True)
class Cached:
    """What the module cache holds when a program starts (5.3.1)."""

    state: str  # "absent", "none" (the import is forbidden) or "loaded"
    module: str | None = None  # its __name__: os.path is posixpath
    origin: str | None = None
    by_search: bool = False  # not then: a parent that was imported, or a finder, brought it


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of the module's name that lies at a path entry."""

    kind: str  # "package", "source", "extension", "bytecode", "portion", or one of no use
    file: str
    importable: bool  # it would be the module if nothing came before it
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A path entry, who took it, and what lay there (5.5)."""

    position: int  # in the path, from 1
    entry: str
    place: str  # the entry made absolute
    kind: str  # "directory", "archive", "source", "missing", "file", "unreadable" or "other"
    asked: bool  # False: the search had ended before
    hook: str | None  # the path hook that took it; None: nobody, or it was taken before
    entry_finder: str | None
    answer: str  # "module", "portion" or "nothing"
    origin: str | None  # what its finder would load, or the portion
    chosen: bool
    things: tuple[Thing, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finder:
    """A meta path finder, and its answer (5.3.4)."""

    name: str
    asked: bool  # False: the search had ended before
    answer: str  # "found", "nothing" or "raised"
    origin: str | None = None
    executed: tuple[str, ...] = ()  # modules that it executed while it was asked
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """The search for one module."""

    name: str
    path: str  # "sys.path", or "json.__path__"
    finders: tuple[Finder, ...]
    entries: tuple[Entry, ...]
    error: str | None = None  # a finder raised: its traceback

    @property
    def found(self) -> bool:
        """Did a finder have it?"""
        return any(each.asked and each.answer == "found" for each in self.finders)


@dataclass(frozen=True, slots=True)
class Content:
    """A file in a source beyond the file system."""

    source: str  # the path entry of the source
    file: str  # its name there
    sha256: str | None  # None: it was not read yet
    size: int | None
    state: str  # "pinned, in the cache", ...


@dataclass(frozen=True, slots=True)
class Module:
    """The spec that the search came to, in words (5.4.3)."""

    kind: str  # "package", "module", "extension module", "namespace package", ...
    origin: str | None
    file: str | None  # the file to look into, if there is one
    loader: str | None
    cached: str | None
    locations: tuple[str, ...] | None  # where its submodules are searched; None: no package
    owner: Owner | None
    content: Content | None = None  # None: it is in a file, or in none


@dataclass(frozen=True, slots=True)
class Shadowed:
    """Another module of that name, which is never found."""

    origin: str
    where: str  # "sys.path entry 5", "the same directory", "a later meta path finder"
    reason: str
    owner: Owner | None


@dataclass(frozen=True, slots=True)
class Parent:
    """A package above the module: what importing it executes."""

    name: str
    module: Module | None
    executes: str | None  # the file (or "built-in", ...) that would be, or was, executed
    loaded_at_start: bool
    forbidden: bool  # None in the module cache
    imported: bool  # it was, for this answer
    executed: tuple[str, ...]  # all modules whose code ran when it was imported
    path: tuple[str, ...] | None  # None: not a package
    error: str | None  # the traceback, when its import failed
    shadows: tuple[Shadowed, ...]

    @property
    def would_be_executed(self) -> bool:
        """Has it code that a program's import of the module would run, and nobody has yet?"""
        return bool(self.executes) and not (self.imported or self.error or self.loaded_at_start)


@dataclass(frozen=True, slots=True)
class Bytecode:
    """The state of a module's bytecode (5.4.7)."""

    state: str  # "fresh", "stale", "absent", "foreign", "damaged", "unreadable", "unchecked"
    file: str
    validation: str | None  # "timestamp", "hash", "unchecked hash", "sourceless"
    reason: str
    consequence: str


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What may have been meant, or nearly was there."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a name comes from, and each step that led there."""

    name: str
    status: str
    python: Python
    working_directory: str | None
    cache: Cached
    parents: tuple[Parent, ...]
    search: Search  # of the name; of the parent that is missing or no package, if one is
    module: Module | None
    bytecode: Bytecode | None
    shadows: tuple[Shadowed, ...]
    near_misses: tuple[NearMiss, ...]
    advice: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Would ``import`` find it?"""
        return self.status in {FOUND, CACHED}
