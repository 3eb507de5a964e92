"""TH011: PYTHONPATH brings in modules that were made for another Python."""

import re
from collections.abc import Iterator

from ..evidence import Error, Evidence
from ..finding import Finding
from ..questions import asker, culprit_in, place

CODE, NAME = "TH011", "pythonpath-pollution"
VERSION = re.compile(r"python(?P<version>\d(?:\.\d+)?)")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a syntax error, or a failing extension, in an entry of PYTHONPATH."""
    entries = [
        each for each in evidence.interpreter.environment.get("PYTHONPATH", "").split(":") if each
    ]
    for error in evidence.error.chain:
        file = broken_file(error)
        entry = next((each for each in entries if file and file.startswith(f"{each}/")), None)
        if not entry or not file:
            continue
        named = VERSION.search(entry)
        running = ".".join(map(str, evidence.interpreter.number[:2]))
        other = named["version"] if named and not running.startswith(named["version"]) else None
        if other is None:
            continue
        frame = asker(error)
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"PYTHONPATH puts {entry}, a folder of Python {other}, in front of this Python "
                f"{running}'s own packages, and {file} is not written for it"
            ),
            culprit=culprit_in(file, error.line, None, "found by PYTHONPATH"),
            evidence=[f"PYTHONPATH={evidence.interpreter.environment['PYTHONPATH']}"]
            + ([f"imported at {place(frame)}"] if frame else []),
            mends=[
                "unset PYTHONPATH (a setup file of another program has set it)",
                (
                    "run this program without it: python -E "
                    f"{' '.join(evidence.interpreter.command[1:])}"
                ),
            ],
        )


def broken_file(error: Error) -> str | None:
    """The file that this Python could not read or execute."""
    if error.is_a("SyntaxError"):
        return error.filename
    return error.path if error.is_a("ImportError") else None
