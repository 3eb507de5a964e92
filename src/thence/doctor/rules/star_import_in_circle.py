"""TH085: a star import took the names of a module that is half made, and one is missing."""

import re
from collections.abc import Iterator

from ..evidence import Binding, Evidence, Frame
from ..finding import Finding
from ..questions import culprit_at, place

CODE, NAME = "TH085", "star-import-in-circle"
NOT_DEFINED = re.compile(r"^name '(?P<name>\w+)' is not defined")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name that a module defines only after it has imported this one."""
    error = evidence.error
    found = NOT_DEFINED.match(error.message) if error.is_a("NameError") else None
    runs = [each for each in error.frames if each.is_module_code]
    if not found or not runs:
        return
    for star in (each for each in evidence.bindings if each.name == "*"):
        waits = [each for each in runs[:-1] if each.module == star.module]
        if waits and waits[0].file in evidence.definers.get(found["name"], ()):
            yield finding(star, waits[0], runs[-1], found["name"])
            return


def finding(star: Binding, waits: Frame, asks: Frame, name: str) -> Finding:
    """The circle, and where it is to be opened."""
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"a circular import: {star.module} waits in its line {waits.line} for {asks.module}, "
            f"whose {star.text!r} therefore found no {name!r} in {star.module} yet"
        ),
        culprit=culprit_at(Frame(star.file, star.line, owner=asks.owner, source=star.text)),
        evidence=[place(waits), f"{star.file}:{star.line}: {star.text}", place(asks)],
        mends=[
            f"move {name!r} into a third module that both import",
            f"define {name!r} in {waits.file} before line {waits.line}",
            "import names one by one: a star hides what is missing",
        ],
    )
