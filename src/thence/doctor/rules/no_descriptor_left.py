"""TH120: a module's file cannot be opened, since the process has as many files open as it may.

The import is innocent: it only comes when everything else has taken its descriptors. Sockets and
pipes count, too.
"""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import culprit_at, place, users_line

CODE, NAME = "TH120", "no-descriptor-left"
SIGNS = ("[Errno 24] Too many open files", "[Errno 23] Too many open files")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for an import that failed for want of a descriptor."""
    for error in evidence.error.chain:
        rows = [each for each in evidence.failures if each.message == error.message]
        frame = users_line(error)
        if not error.message.startswith(SIGNS) or not rows or frame is None:
            continue
        name = rows[0].name
        # At the top of its file it comes as early as it can.
        earlier = [] if frame.is_module_code else [f"import {name} at the top of {frame.file}"]
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{name} cannot be imported, since its file cannot be opened: the process has as "
                "many files open as its limit allows (ulimit -n)"
            ),
            culprit=culprit_at(frame),
            evidence=[place(frame), error.message],
            mends=[
                "close files, sockets and pipes that are not needed any more: a with statement",
                *earlier,
                "allow more: ulimit -n 65536",
            ],
        )
        return
