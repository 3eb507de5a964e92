"""TH102: a module hides another one of its name, of the library or of a distribution.

Python takes the first one on the path, and of a folder and a module with one name in one folder
the folder that has an ``__init__.py``.
"""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Place, Provider, Surroundings

CODE, NAME = "TH102", "hidden-module"
CLAIMED = ("package", "source", "extension", "bytecode")
# What many projects have, for themselves: nobody means the ones of the others.
OWN = frozenset(
    {"conftest", "docs", "examples", "scripts", "setup", "test", "tests", "tools"}
    | {"sitecustomize", "usercustomize"}
)


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each module of the library, or of a distribution, that is hidden."""
    names = {name for each in surroundings.places for name in each.providers}
    for name in sorted(names):
        # By places: an entry may be on the path twice.
        found = {p.place: (p, m) for p, m in surroundings.providers(name) if m.kind in CLAIMED}
        if len(found) < 2 or name.startswith("__") or name in OWN:  # noqa: PLR2004 - of a name
            continue
        (first, winner), (second, hidden) = [*found.values()][:2]
        if are_portions(winner, hidden) or is_as_asked(surroundings, first, second, name):
            continue
        whose = owner_in_words(surroundings, second, name)
        if whose and first.origin != "library" and not is_told_of_user(surroundings, first, name):
            yield finding(first, winner, hidden, whose)


def are_portions(winner: Provider, hidden: Provider) -> bool:
    """Are both parts of a namespace package in the old manner?"""
    return winner.extends_path and hidden.extends_path


def is_as_asked(surroundings: Surroundings, first: Place, second: Place, name: str) -> bool:
    """Does a distribution of an environment come before what the Python below it has installed?

    That is what environments with ``--system-site-packages`` are made for.
    """
    prefix = f"{surroundings.prefix}/"
    own, below = (f"{each.place}/".startswith(prefix) for each in (first, second))
    both_installed = first.is_site and second.is_site
    return own and not below and both_installed and bool(surroundings.owners(first, name))


def is_told_of_user(surroundings: Surroundings, place: Place, name: str) -> bool:
    """A distribution in the user's own folder is told of as a whole (TH115)."""
    return place.origin == "user site" and bool(surroundings.owners(place, name))


def owner_in_words(surroundings: Surroundings, place: Place, name: str) -> str:
    """Whose the hidden module is; empty where nobody is known to miss it."""
    if place.origin == "library":
        return "the standard library"
    owners = surroundings.owners(place, name)
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
