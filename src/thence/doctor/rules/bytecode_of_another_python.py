"""TH056: a ``.pyc`` file without a source was written by another Python."""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..known.magic import writer_of_text
from ..questions import asker, culprit_in, place

CODE, NAME = "TH056", "bytecode-of-another-python"
BAD = re.compile(r"bad magic number in '(?P<name>[\w.]+)': (?P<magic>b'.*'|b\".*\")")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for bytecode that this Python cannot read."""
    for error in evidence.error.chain:
        found = BAD.search(error.message) if error.is_a("ImportError") else None
        if not found:
            continue
        frame = asker(error)
        file = error.path or found["name"]
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{file} is bytecode of {writer_of_text(found['magic'])}, and has no source "
                "beside it "
                "that this Python could compile"
            ),
            culprit=culprit_in(file),
            evidence=[f"imported at {place(frame)}"] if frame else [],
            mends=[
                f"delete it: rm {file}, if {found['name']} has a source elsewhere",
                "get the source, or the bytecode for this Python",
            ],
        )
        return
