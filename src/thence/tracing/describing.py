"""Specs, finders and errors as what a row may hold.  Runs in the user's process."""

import sys

from .._engine import paths
from .._engine.primitives import imp
from ..explaining.describing import label, plain, plain_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LONGEST_MESSAGE = 1000
FROZEN = "frozen"  # the origin of what is part of the interpreter
# What a listing may have in the place of a module, after its name: a package has nothing.
SUFFIXES = ("", ".py", ".pyc", *imp.extension_suffixes())
NO_LISTING: "frozenset[str]" = frozenset()


class Labels:
    """The names of classes, worked out once for each."""

    def __init__(self) -> None:
        # In no class of its own: it takes three times as long to ask a subclass of dict.
        self.known: dict[type, str] = {}

    def of(self, thing: "Any") -> str:
        """What a class is called, or that of a finder, an entry finder, a loader."""
        kind = thing if isinstance(thing, type) else type(thing)
        found = self.known.get(kind)
        if found is None:
            try:
                found = label(kind)
            except Exception:  # noqa: BLE001 - a class of the program's may do anything
                found = type.__repr__(kind)
            self.known[kind] = found
        return found


def error_text(error: BaseException) -> str:
    """An error's message; "" for one that cannot say it."""
    try:
        return str.__str__(str(error))[:LONGEST_MESSAGE]
    except Exception:  # noqa: BLE001 - it is the program's own code that runs here
        return ""


def spec_row(spec: "Any", labels: Labels) -> "tuple[Any, ...]":
    """A spec's name, origin, loader, whether it has a location, and its locations."""
    try:
        loader, locations = spec.loader, spec.submodule_search_locations
        places = None if locations is None else tuple(plain_path(locations) or ())
        name = None if loader is None else labels.known.get(type(loader)) or labels.of(loader)
        # What ``has_location`` returns, without the call.
        return spec.name, spec.origin, name, spec._set_fileattr, places
    except AttributeError:
        return row_of_foreign(spec, labels)


def row_of_foreign(spec: "Any", labels: Labels) -> "tuple[Any, ...]":
    """The same of a spec of somebody else's class, which need not have all attributes."""
    loader = getattr(spec, "loader", None)
    name = None if loader is None else labels.of(loader)
    origin = plain(getattr(spec, "origin", None))
    locations = getattr(spec, "submodule_search_locations", None)
    places = None if locations is None else tuple(plain_path(locations) or ())
    has_location = getattr(spec, "has_location", False) is True
    return plain(getattr(spec, "name", "")) or "", origin, name, has_location, places


def shadows_of(fullname: str, origin: str | None) -> "tuple[str, ...]":
    """The path entries after the one that a top-level module came from that have the name, too.

    Known from the listings that their finders keep: nothing is read.  A module that came from
    no entry shadows those of all, but a frozen one not the file that it was made of.
    """
    finders, names = sys.path_importer_cache, set(map(fullname.__add__, SUFFIXES))
    having = []
    for entry in sys.path:
        finder = finders.get(entry) if type(entry) is str else None
        if finder is not None and not names.isdisjoint(getattr(finder, "_path_cache", NO_LISTING)):
            directory = getattr(finder, "path", entry)
            having.append((entry, is_of(origin, directory, fullname)))
    if len(having) == 1 and having[0][1]:  # the usual case
        return ()
    own = [at for at, (_, is_own) in enumerate(having) if is_own]
    after = own[0] + 1 if own and origin != FROZEN else 0
    return tuple([entry for entry, is_own in having[after:] if not is_own])


def is_of(origin: str | None, directory: str, fullname: str) -> bool:
    """Is this the file of the directory's module of that name?"""
    if origin == FROZEN:
        return directory == getattr(sys, "_stdlib_dir", None)
    return origin is not None and origin.startswith(paths.as_prefix(directory) + fullname)
