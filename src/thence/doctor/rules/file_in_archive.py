"""TH094: a module opens a file that lies beside it in an archive, and the system finds no folder.

What is imported out of a zip archive (zipapp, pex, shiv, an egg) is no file of the system's.
"""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import culprit_at, place, users_line

CODE, NAME = "TH094", "file-in-archive"
WITHIN = re.compile(r"^(?P<archive>/.*?\.(?:pyz|pyzw|zip|egg|whl|pex))/(?P<file>.+)$")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a file that was asked of the system, and is within an archive."""
    for error in evidence.error.chain:
        found = WITHIN.match(error.filename or "")
        if not found or not error.is_a("NotADirectoryError", "FileNotFoundError"):
            continue
        archive = found["archive"]
        frame = users_line(error)
        frames = [each for each in error.frames if each.file.startswith(f"{archive}/")]
        if not frames:
            continue
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{found['file']} lies in the archive {archive}, and was opened as a file of the "
                "system's, which there is none of that name"
            ),
            culprit=culprit_at(frames[-1]),
            evidence=[f"opened at {place(frame)}"] if frame else [],
            mends=[
                "read it as importlib.resources does: files(PACKAGE).joinpath(NAME).read_text()",
                f"unpack {archive}, and run it from the folder",
            ],
        )
        return
