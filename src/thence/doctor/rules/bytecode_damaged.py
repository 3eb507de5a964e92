"""TH087: the bytecode of a module is damaged: it was cut off, or overwritten.

A disk that was full, a process that was killed, a copy that broke off: the header is right, so
Python takes the file for fresh.
"""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import asker, culprit_in, place

CODE, NAME = "TH087", "bytecode-damaged"
SIGNS = ("marshal", "EOF read where")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for what marshal says of a file that was found to be damaged."""
    for error in evidence.error.chain:
        is_marshals = any(sign in error.message for sign in SIGNS)
        damaged = next((each for each in evidence.bytecode if each.damaged), None)
        if not is_marshals or not error.is_a("EOFError", "ValueError", "TypeError") or not damaged:
            continue
        frame = asker(error)
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"the bytecode {damaged.file} of {damaged.module} is damaged or cut off: "
                f"{error.message or error.type}"
            ),
            culprit=culprit_in(damaged.file),
            evidence=[f"its source is {damaged.source}"]
            + ([f"imported at {place(frame)}"] if frame else []),
            mends=[f"remove it, and Python writes it again: rm {damaged.file}"],
        )
        return
