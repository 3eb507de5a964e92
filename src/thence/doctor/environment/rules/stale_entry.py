"""TH109: an entry of the path leads nowhere, or depends on the working directory."""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Place, Surroundings

# Entries that are names for a path hook of setuptools, and no places.
MARK = "__editable__"
CODE, NAME = "TH109", "stale-entry"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each entry that is missing, relative, unreadable or no folder."""
    for each in surroundings.places:
        why = what_is_wrong(each)
        if why:
            by = f" (by {each.origin})" if each.origin == "PYTHONPATH" else ""
            yield Finding(
                code=CODE,
                name=NAME,
                cause=f"the entry {each.entry!r} of sys.path{by} {why}",
                culprit=Culprit(each.place, what=each.origin),
                mends=[
                    "take it out",
                    "make it absolute" if why.startswith("is relative") else "put it back",
                ],
            )


def what_is_wrong(place: Place) -> str:
    """In words; empty for what is in order."""
    if place.origin in ("library", "start") or place.entry.startswith(MARK):
        return ""  # the library's archive is hardly ever there
    if not place.entry.startswith("/"):
        return "is relative: it means another folder wherever a program is started"
    reasons = {
        "missing": "does not exist",
        "unreadable": "may not be read",
        "file": "is neither a folder nor an archive",
    }
    return reasons.get(place.kind, "")
