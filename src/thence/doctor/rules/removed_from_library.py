"""TH038: the module was in the standard library, and this Python's has it no more."""

from collections.abc import Iterator

from ...explaining.known_names import removed_in
from ..evidence import Evidence
from ..explaining_words import running_python
from ..finding import Finding
from ..known.successors import SUCCESSORS
from ..questions import asker, candidates, culprit_at, not_found, owner_in_words, pip, place

CODE, NAME = "TH038", "removed-from-library"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module that an earlier Python had."""
    for error, name in not_found(evidence):
        top = name.partition(".")[0]
        removed = removed_in(top)
        frame = asker(error)
        if removed is None or frame is None or top in evidence.library_names:
            continue
        if candidates(evidence, top):
            continue
        whose = owner_in_words(frame.owner)
        distribution = frame.owner.name if frame.owner and frame.owner.name else None
        mends = (
            [f"upgrade {distribution}: {pip(evidence, f'--upgrade {distribution}')}"]
            if distribution
            else []
        )
        mends += [f"use {SUCCESSORS[top]} in its place"] if top in SUCCESSORS else []
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"the module {top} was removed from the standard library in Python {removed}, and "
                f"this is {running_python(evidence)}"
            ),
            culprit=culprit_at(frame),
            evidence=[f"imported at {place(frame)}{f' ({whose})' if whose else ''}"],
            mends=[*mends, f"run the program with a Python before {removed}"],
        )
        return
