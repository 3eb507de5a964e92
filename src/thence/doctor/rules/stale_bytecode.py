"""TH025: bytecode is used that was not compiled from the source as it is now."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import asker, culprit_in, missed_names, place

CODE, NAME = "TH025", "stale-bytecode"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name that the source defines, and the bytecode does not know."""
    for missed in missed_names(evidence):
        for bytecode in evidence.bytecode:
            if bytecode.module != missed.module or missed.name not in bytecode.source_names:
                continue
            if missed.name in bytecode.names:
                continue
            frame = asker(missed.error)
            yield Finding(
                code=CODE,
                name=NAME,
                cause=(
                    f"stale bytecode: {bytecode.file} does not match its source any more, but has "
                    f"its time and size, so Python runs it; {bytecode.source} defines "
                    f"{missed.name!r}"
                ),
                culprit=culprit_in(bytecode.file, what=f"bytecode of {bytecode.source}"),
                evidence=[
                    f"{bytecode.source} defines {missed.name}",
                    f"{bytecode.file} does not mention it",
                ]
                + ([f"asked for at {place(frame)}"] if frame else []),
                mends=[
                    f"delete it: rm {bytecode.file}",
                    f"touch {bytecode.source}, so that its time changes",
                ],
            )
            return
