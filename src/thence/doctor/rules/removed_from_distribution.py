"""TH039: ``pkg_resources`` left setuptools, and is asked for by who relied on it."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..known.moved import MOVED
from ..questions import asker, candidates, culprit_at, not_found, owner_in_words, pip, place

CODE, NAME = "TH039", "removed-from-distribution"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module that a distribution has dropped."""
    for error, name in not_found(evidence):
        moved = next((each for each in MOVED if name.partition(".")[0] == each.module), None)
        frame = asker(error)
        if moved is None or frame is None or candidates(evidence, moved.module):
            continue
        holder = evidence.distribution(moved.distribution)
        there = (
            f"{moved.distribution} {holder.version} is installed, which does not have it any more"
            if holder
            else f"{moved.distribution} is not installed"
        )
        whose = owner_in_words(frame.owner)
        asking = frame.owner.name if frame.owner and frame.owner.name else None
        mends = [pip(evidence, repr(f"{moved.distribution}<{moved.dropped_in}"))]
        mends += [f"upgrade {asking}: {pip(evidence, f'--upgrade {asking}')}"] if asking else []
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{moved.module} belonged to {moved.distribution} until version "
                f"{moved.dropped_in} dropped it; {there}"
            ),
            culprit=culprit_at(frame),
            evidence=[f"imported at {place(frame)}{f' ({whose})' if whose else ''}"],
            mends=[*mends, f"use {moved.successor} in its place"],
        )
        return
