"""TH109: an entry of the path leads nowhere, or depends on the working directory."""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Place, Surroundings

# Entries that are names for a path hook of setuptools, and no places.
MARK = "__editable__"
RELATIVE = "is relative: it means another folder wherever a program is started"
UNREADABLE = "may not be read"
REMEDIES = {RELATIVE: "make it absolute", UNREADABLE: "let it be read: chmod a+rX"}
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
                mends=["take it out", REMEDIES.get(why, "put it back")],
            )


def what_is_wrong(place: Place) -> str:
    """In words; empty for what is in order."""
    # The library's archive is hardly ever there; what a URL holds is its finder's to say.
    if place.origin in ("library", "start") or place.kind == "source":
        return ""
    if place.entry.startswith(MARK):
        return ""
    if not place.entry.startswith("/"):
        return RELATIVE
    reasons = {
        "missing": "does not exist",
        "unreadable": UNREADABLE,
        "file": "is neither a folder nor an archive",
    }
    return reasons.get(place.kind, "")
