"""TH084: an import within a function makes its name a local one, also on the lines before it."""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Culprit, Finding
from ..questions import place

CODE, NAME = "TH084", "import-makes-local"
UNBOUND = re.compile(r"local variable '(?P<name>\w+)'")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a local name that is asked for before its import was executed."""
    error = evidence.error
    frame = error.frames[-1] if error.frames else None
    found = UNBOUND.search(error.message) if error.is_a("UnboundLocalError") else None
    if frame is None or found is None:
        return
    name = found["name"]
    within = [each for each in evidence.bindings if each.within and each.name == name]
    above = [each for each in evidence.bindings if not each.within and each.name == name]
    if not within:
        return
    line = within[0]
    yield Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"the import at {line.file}:{line.line} makes {name} a local name in all of "
            f"{frame.function}, and it was not executed when line {frame.line} asked for it"
        ),
        culprit=Culprit(line.file, line.line, what=line.text),
        evidence=[place(frame), *[f"{each.file}:{each.line}: {each.text}" for each in above]],
        mends=[
            f"remove the import at {line.file}:{line.line}: line {above[0].line} has it already"
            if above
            else f"move the import to the top of {line.file}",
            f"move it to the first line of {frame.function}",
        ],
    )
