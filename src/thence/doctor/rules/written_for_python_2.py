"""TH069: the program was written for Python 2, and asks for a module by its name there."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..explaining_words import running_python
from ..finding import Finding
from ..known.python_2 import PYTHON_2
from ..questions import asker, candidates, culprit_at, not_found, place

CODE, NAME = "TH069", "written-for-python-2"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module of Python 2 that a program of no distribution asks for."""
    for error, name in not_found(evidence):
        frame, successor = asker(error), PYTHON_2.get(name.partition(".")[0])
        if frame is None or frame.owner or successor is None or candidates(evidence, name):
            continue
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{frame.file} was written for Python 2, which had a module {name}; this is "
                f"{running_python(evidence)}, which has {successor} in its place"
            ),
            culprit=culprit_at(frame),
            evidence=[place(frame)],
            mends=[
                f"use {successor} in place of {name}",
                f"have all of the file rewritten: 2to3 -w {frame.file} (until Python 3.12)",
            ],
        )
        return
