"""TH089: a shared library's thread-local variables find no room any more.

The room is reserved when the process starts; libraries that are loaded later share what is left
(``cannot allocate memory in static TLS block``, as of libgomp on ARM).
"""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import culprit_at, culprit_in, place, short_command, users_line

CODE, NAME = "TH089", "no-room-for-thread-locals"
FULL = re.compile(r"(?P<file>\S+): cannot allocate memory in static TLS block")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for what the system's loader says."""
    for error in evidence.error.chain:
        found = FULL.search(error.message) if error.is_a("ImportError", "OSError") else None
        if not found:
            continue
        file, frame = error.path, users_line(error)
        library = found["file"]
        first = frame.source if frame and "import" in frame.source else "what needs it"
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"no room is left for the thread-local variables (TLS) of {library}: others that "
                "were loaded before have taken it"
            ),
            culprit=culprit_in(file, 0, evidence.owners.get(file), f"needs {library}")
            if file
            else culprit_at(frame),
            evidence=[f"imported at {place(frame)}"] if frame else [],
            mends=[
                f"load it when Python starts: LD_PRELOAD={library} {short_command(evidence)}",
                f"have it imported first, before all others: {first}",
                "make the room larger: GLIBC_TUNABLES=glibc.rtld.optional_static_tls=16384",
            ],
        )
        return
