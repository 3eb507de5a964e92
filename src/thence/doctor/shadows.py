"""Which module hides which, as the path has them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..explaining.explanation import Owner
from .evidence import Evidence, Looked
from .questions import candidates, not_found

IS_NO_PACKAGE = re.compile(r"; '(?P<parent>[\w.]+)' is not a package")


class Shadow(NamedTuple):
    """A module that was found, and the next of its name."""

    name: str
    winner: Looked  # the entry that had it
    hidden: str  # the file that was not found
    owner: Owner | None  # of the hidden one
    is_known: bool  # the hidden one has what was asked for

    @property
    def is_local(self) -> bool:
        """Does the winner lie in the program's own folder?"""
        return self.winner.origin == "script"


def shadowed_by(evidence: Evidence, name: str, file: str) -> Shadow | None:
    """What a module's file hides; None if nothing of its name lies elsewhere on the path."""
    rows = candidates(evidence, name)
    winner = next((row for row, thing, _ in rows if same_file(thing.file, file)), None)
    others = [(thing, owner) for row, thing, owner in rows if row is not winner]
    if winner is None or not others:
        return None
    definers = [file for files in evidence.definers.values() for file in files]
    known = [
        (thing, owner)
        for thing, owner in others
        if thing.file in definers or has_submodules(thing.file)
    ]
    thing, owner = (known or others)[0]
    return Shadow(name, winner, thing.file, owner, bool(known))


def has_submodules(file: str) -> bool:
    """Is the file a package's?"""
    return "/__init__." in file


def same_file(one: str, other: str) -> bool:
    """The same file, by its path alone.

    >>> same_file("/a/./b.py", "/a/b.py")
    True
    """
    return one.replace("/./", "/") == other.replace("/./", "/")


def asked_of_packages(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """The parents, and what was asked of them, where a module below a parent was not found."""
    for _, name in not_found(evidence):
        parent, _, last = name.rpartition(".")
        if parent:
            yield parent, last
