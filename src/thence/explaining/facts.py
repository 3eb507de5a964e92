"""The shapes of what a probe brings back: plain values, that marshal can carry.

For type checkers and readers; nothing loads this at run time.
"""

from typing import TypedDict


class ContentFacts(TypedDict):
    """A file in a source beyond the file system."""

    source: str  # the path entry of the source
    file: str  # the name of the file in it
    sha256: str | None  # None: it was not read yet
    size: int | None
    state: str  # "pinned, in the cache", ...


class SpecFacts(TypedDict):
    """A module spec (5.4.3)."""

    name: str
    loader: str | None  # "thence.machinery.SourceFileLoader"; None: a namespace portion
    origin: str | None
    has_location: bool
    cached: str | None
    locations: list[str] | None  # submodule_search_locations
    frozen_file: str | None  # where the source of a frozen module lies
    content: ContentFacts | None  # None: it is in a file, or in none


class HookFacts(TypedDict):
    """A path hook that was asked for an entry."""

    hook: str
    took: bool


class EntryFacts(TypedDict):
    """One path entry that the path based finder turned to."""

    entry: str
    entry_finder: str | None  # None: no hook took the entry
    hooks: list[HookFacts]  # empty: the entry's finder came from sys.path_importer_cache
    spec: SpecFacts | None


class FinderFacts(TypedDict):
    """One meta path finder that was asked."""

    finder: str
    spec: SpecFacts | None
    entries: list[EntryFacts]
    executed: list[str]  # modules that it executed while it was asked
    error: str | None  # what it raised, in one line


class SearchFacts(TypedDict):
    """One search: whom it asked, what they said, and whom it did not come to."""

    path: list[str] | None  # what the finders were given; None at top level
    finders: list[FinderFacts]
    chosen: SpecFacts | None
    later: list[FinderFacts]  # asked afterwards, to learn what is shadowed
    error: str | None  # a finder raised: this is the traceback


class CacheFacts(TypedDict):
    """What the module cache holds for a name (5.3.1)."""

    state: str  # "absent", "none" or "loaded"
    module: str | None  # the __name__ of what is loaded, which may be another one
    file: str | None
    origin: str | None
    path: list[str] | None  # its __path__; None: not a package


class ParentFacts(TypedDict):
    """A package that the name belongs to."""

    name: str
    cache: CacheFacts
    search: SearchFacts
    imported: bool
    executed: list[str]  # modules whose code ran when it was imported
    path: list[str] | None  # where its submodules are searched; None: not a package
    error: str | None  # the traceback, when its import failed


class Facts(TypedDict):
    """All that a fresh interpreter says of a name."""

    name: str
    working_directory: str | None
    path: list[str]
    ignored_entries: list[str]  # items of sys.path that are no text, by their repr
    parents: list[ParentFacts]
    cache: CacheFacts
    cache_after_parents: CacheFacts
    search: SearchFacts | None  # None: a parent was not found, or is no package
    writes_bytecode: bool
    library: str | None  # the standard library's folder
