"""What else has the name of a top-level module, on ``sys.path``.  Runs in the user's process.

Looked for when rows are written, for all modules in them at once: listings are sets, and what
two sets have in common is found many times as fast as each name in each listing.  By then more
of the listings may be known than when a module was searched.
"""

import sys

from .._engine import paths
from .._engine.primitives import imp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

FACTS = 4  # of each module that is asked for
FROZEN = "frozen"  # the origin of what is part of the interpreter
# What a listing may have in the place of a module, after its name: a package has nothing.
SUFFIXES = ("", ".py", ".pyc", *imp.extension_suffixes())


def find_shadows(asked: "list[Any]") -> None:
    """Fill lists with the path entries, after a module's own, that have its name, too.

    ``asked`` has the name, the origin, the list and the path of one module, then of the next.
    Known from the listings that the entries' finders keep: nothing is read.  A module that came
    from no entry shadows those of all, but a frozen one not the file that it was made of.
    """
    positions = range(0, len(asked), FACTS)
    for path in {id(path): path for path in asked[FACTS - 1 :: FACTS]}.values():
        those = [at for at in positions if asked[at + 3] is path]
        having = entries_having([asked[at] for at in those], path)
        for at in those:
            fullname, origin, found = asked[at : at + 3]
            if entries := having.get(fullname):
                found.extend(shadowed(fullname, origin, entries))


def entries_having(names: "Iterable[str]", path: "Iterable[Any]") -> "dict[str, dict[str, str]]":
    """The entries of a path that have something of a name, with their finders' folders."""
    files: set[str] = set()
    for name in names:
        files.update(map(name.__add__, SUFFIXES))
    having: dict[str, dict[str, str]] = {}
    for entry in path:
        finder = sys.path_importer_cache.get(entry) if type(entry) is str else None
        listing = getattr(finder, "_path_cache", None)
        if type(listing) is set:
            directory = getattr(finder, "path", entry)
            for file in files & listing:
                having.setdefault(file.partition(".")[0], {})[entry] = directory
    return having


def shadowed(fullname: str, origin: str | None, entries: "dict[str, str]") -> "list[str]":
    """Those of the entries that come after the module's own."""
    own = [entry for entry, directory in entries.items() if is_of(origin, directory, fullname)]
    if len(own) == len(entries):  # the usual case
        return []
    others = list(entries)
    after = others.index(own[0]) if own and origin != FROZEN else 0
    return [entry for entry in others[after:] if entry not in own]


def is_of(origin: str | None, directory: str, fullname: str) -> bool:
    """Is this the file of the directory's module of that name?"""
    if origin == FROZEN:
        return directory == getattr(sys, "_stdlib_dir", None)
    return origin is not None and origin.startswith(paths.as_prefix(directory) + fullname)
