"""TH102: a module hides another one of its name, of the library or of a distribution."""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Place, Provider, Surroundings

CODE, NAME = "TH102", "hidden-module"
CLAIMED = ("package", "source", "extension", "bytecode")


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each module of the library, or of a distribution, that is hidden."""
    names = {name for each in surroundings.places for name in each.providers}
    for name in sorted(names):
        found = [(p, m) for p, m in surroundings.providers(name) if m.kind in CLAIMED]
        if len(found) < 2 or found[0][0].place == found[1][0].place:  # noqa: PLR2004 - two of a name
            continue
        (first, winner), (second, hidden) = found[:2]
        whose = owner_in_words(surroundings, second, name)
        if whose and first.origin != "library" and not is_main(name):
            yield finding(first, winner, hidden, whose)


def is_main(name: str) -> bool:
    """Names that many folders have, and nobody imports."""
    return name.startswith("__") or name in ("setup", "conftest")


def owner_in_words(surroundings: Surroundings, place: Place, name: str) -> str:
    """Whose the hidden module is; empty where nobody is known to miss it."""
    if place.origin == "library":
        return "the standard library"
    owners = [e for e in surroundings.installed if e.root == place.place and name in e.imports]
    return f"{owners[0].name} {owners[0].version}" if owners else ""


def finding(place: Place, winner: Provider, hidden: Provider, whose: str) -> Finding:
    """What is found, and what is not."""
    by = f" (it comes first, by {place.origin})" if place.origin not in ("", "start") else ""
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"import {winner.name} finds {winner.file}{by}, and hides {hidden.file} of {whose}",
        culprit=Culprit(winner.file),
        mends=[f"rename {winner.file}, or take it away, if {whose} is what is meant"],
        checks=[f"python -m thence why {winner.name}"],
    )
