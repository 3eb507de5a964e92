"""Specs, finders and errors as what a row may hold.  Runs in the user's process."""

import sys

from ..explaining.describing import label, plain, plain_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LONGEST_MESSAGE = 1000


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
    no entry shadows those of all.
    """
    file, finders = f"{fullname}.py", sys.path_importer_cache
    having = []
    for entry in sys.path:
        listing = getattr(finders.get(entry), "_path_cache", ())
        if fullname in listing or file in listing:
            having.append(entry)
    if not having or (origin is not None and is_in(origin, having[-1])):
        return ()
    own = [at for at, entry in enumerate(having) if is_in(origin, entry)]
    return tuple(having[own[0] + 1 :] if own else having)


def is_in(origin: str | None, entry: str) -> bool:
    """Is this a file below the path entry?"""
    return origin is not None and entry != "" and origin.startswith(entry)
