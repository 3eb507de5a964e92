"""Finders, hooks, specs and cached modules as plain values.  Runs in the user's process."""

import sys

from .plain import label, plain, plain_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .facts import CacheFacts, ContentFacts, SpecFacts

MODULE_TYPE = type(sys)
MISSING = object()


def describe_spec(spec: "Any") -> "SpecFacts | None":
    """A spec's facts; None for None."""
    if spec is None:
        return None
    loader = getattr(spec, "loader", None)
    locations = getattr(spec, "submodule_search_locations", None)
    state = getattr(spec, "loader_state", None)
    return {
        "name": str(getattr(spec, "name", "")),
        "loader": None if loader is None else label(loader),
        "origin": plain(getattr(spec, "origin", None)),
        "has_location": bool(getattr(spec, "has_location", False)),
        "cached": plain(getattr(spec, "cached", None)),
        "locations": None if locations is None else plain_path(locations),
        "frozen_file": plain(getattr(state, "filename", None)),
        "content": describe_content(loader),
    }


def describe_content(loader: "Any") -> "ContentFacts | None":
    """What a loader of a source beyond the file system tells of its file; None for any other."""
    tell = getattr(loader, "provenance", None)
    if tell is None:
        return None
    try:
        return tell()  # type: ignore[no-any-return]
    except Exception:  # noqa: BLE001 - another's loader may have a method of that name
        return None


def describe_cached(name: str) -> "CacheFacts":
    """What ``sys.modules`` holds for a name."""
    module = sys.modules.get(name, MISSING)
    facts: CacheFacts = {
        "state": "absent" if module is MISSING else "none" if module is None else "loaded",
        "module": None,
        "file": None,
        "origin": None,
        "path": None,
    }
    if module is MISSING or module is None:
        return facts
    # Read from its namespace: asking a lazy module for an attribute would load it.
    namespace = module.__dict__ if isinstance(module, MODULE_TYPE) else {}
    facts["module"] = plain(namespace.get("__name__"))
    facts["file"] = plain(namespace.get("__file__"))
    facts["origin"] = plain(getattr(namespace.get("__spec__"), "origin", None))
    if "__path__" in namespace:
        facts["path"] = plain_path(namespace["__path__"])
    return facts
