"""Specs, finders and errors as what a row may hold.  Runs in the user's process."""

from ..explaining.plain import label, plain, plain_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LONGEST_MESSAGE = 1000


def label_of(thing: "Any", known: "dict[type, str]") -> str:
    """What a class is called, or that of a finder, an entry finder, a loader.

    ``known`` has what was worked out before: that is done once for each class.
    """
    kind = thing if isinstance(thing, type) else type(thing)
    found = known.get(kind)
    if found is None:
        try:
            found = label(kind)
        except Exception:  # noqa: BLE001 - a class of the program's may do anything
            found = type.__repr__(kind)
        known[kind] = found
    return found


def error_text(error: BaseException) -> str:
    """An error's message; "" for one that cannot say it."""
    try:
        return str.__str__(str(error))[:LONGEST_MESSAGE]
    except Exception:  # noqa: BLE001 - it is the program's own code that runs here
        return ""


def spec_row(spec: "Any", labels: "dict[type, str]") -> "tuple[Any, ...]":
    """A spec's name, origin, loader, whether it has a location, and its locations."""
    try:
        loader, locations = spec.loader, spec.submodule_search_locations
        places = None if locations is None else entries_of(locations)
        name = None if loader is None else labels.get(type(loader)) or label_of(loader, labels)
        # What ``has_location`` returns, without the call.
        return spec.name, spec.origin, name, spec._set_fileattr, places
    except AttributeError:
        return row_of_foreign(spec, labels)


def row_of_foreign(spec: "Any", labels: "dict[type, str]") -> "tuple[Any, ...]":
    """The same of a spec of somebody else's class, which need not have all attributes."""
    loader = getattr(spec, "loader", None)
    name = None if loader is None else label_of(loader, labels)
    origin = plain(getattr(spec, "origin", None))
    locations = getattr(spec, "submodule_search_locations", None)
    places = None if locations is None else entries_of(locations)
    has_location = getattr(spec, "has_location", False) is True
    return plain(getattr(spec, "name", "")) or "", origin, name, has_location, places


def entries_of(path: "Any") -> tuple[str, ...]:
    """The textual entries of a path."""
    if type(path) is list and len(path) == 1 and type(path[0]) is str:  # that of most packages
        return (path[0],)
    return tuple(plain_path(path) or ())
