"""TH041: an import failed and was swallowed; what it left behind makes the next one fail."""

from collections.abc import Iterator

from ..evidence import Error, Evidence, Failure
from ..finding import Finding
from ..questions import culprit_at, place

CODE, NAME = "TH041", "retry-after-failure"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module whose code fails now otherwise than at first."""
    error = evidence.error
    runs = {frame.module for frame in error.frames if frame.is_module_code} - {"__main__"}
    first = next(
        (row for row in evidence.failures if row.name in runs and differs(row, error)), None
    )
    if first is None:
        return
    root = innermost(evidence, first)
    where = root.raised or root.asker
    last = error.frames[-1] if error.frames else where
    yield Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"this is the second attempt to import {first.name}: the first import failed with "
            f"{root.type}: {root.message}, and was swallowed at "
            f"{first.asker.file}:{first.asker.line}; "
            f"what it had already done makes the second one fail otherwise"
        ),
        culprit=culprit_at(where),
        evidence=[
            f"the first failure: {place(where)}: {root.type}: {root.message}",
            f"swallowed by who imports at {place(first.asker)}",
            f"the second failure: {place(last)}",
        ],
        mends=[
            f"mend the first failure: {advice(root)}",
            f"and do not catch it silently at {first.asker.file}:{first.asker.line}",
        ],
    )


def differs(row: Failure, error: Error) -> bool:
    """Was it another error than the one that is told now?"""
    return row.message != error.message and row.message not in {e.message for e in error.chain}


def innermost(evidence: Evidence, first: Failure) -> Failure:
    """The failure that led to this one: the same error is heard of for each module it passes."""
    same = (each for each in evidence.failures if each.message == first.message)
    return next(same, first)


def advice(root: Failure) -> str:
    """What its error asks for."""
    if root.type == "KeyError":
        return f"{root.message} is missing (a variable of the environment, or a key)"
    return f"{root.type}: {root.message}"
