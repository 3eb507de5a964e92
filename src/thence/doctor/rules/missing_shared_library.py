"""TH030: an extension module needs a shared library that the system does not find."""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import culprit_in, owner_in_words, place, users_line

CODE, NAME = "TH030", "missing-shared-library"
MISSING = re.compile(r"(?P<library>[\w.+-]+\.so[\w.]*): cannot open shared object file")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for what the system's loader says of a library."""
    for error in evidence.error.chain:
        found = MISSING.search(error.message) if error.is_a("ImportError", "OSError") else None
        if not found:
            continue
        library, file = found["library"], error.path
        owner = evidence.owners.get(file or "")
        frame = users_line(error)
        who = file or (place(frame) if frame else "an extension module")
        whose = f" ({owner_in_words(owner)})" if owner else ""
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"the shared library {library} is missing: {who}{whose} needs it, and the "
                "system's loader does not find it"
            ),
            culprit=culprit_in(file, 0, owner, f"needs {library}")
            if file
            else culprit_in(frame.file if frame else None, frame.line if frame else 0),
            evidence=[f"imported at {place(frame)}"] if frame else [],
            mends=[
                (
                    f"install the system's package that has the library {library} (apt-file "
                    f"search {library})"
                ),
                "or, if it is there, name its folder: LD_LIBRARY_PATH=FOLDER, or ldconfig",
            ],
            checks=[f"ldd {file}"] if file else [],
        )
        return
