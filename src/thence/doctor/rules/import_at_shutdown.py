"""TH098: a module is imported when the interpreter is shutting down already.

The main thread has ended; what a module registers for the end of the program comes too late then.
"""

from collections.abc import Iterator

from ..evidence import Evidence, is_library
from ..finding import Finding
from ..questions import culprit_at, place, users_line

CODE, NAME = "TH098", "import-at-shutdown"
SIGNS = ("can't register atexit after shutdown", "Python is likely shutting down")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for an import that comes after the main thread has ended."""
    for error in evidence.error.chain:
        runs = [each for each in error.frames if each.is_module_code and is_library(each.owner)]
        frame = users_line(error)
        late = any(sign in error.message for sign in SIGNS)
        if not late or frame is None or not (runs or error.is_a("ImportError")):
            continue
        what = runs[-1].module if runs else "a module"
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{what} is imported when the main thread has ended and Python is shutting down: "
                f"{error.message}"
            ),
            culprit=culprit_at(frame),
            evidence=[place(frame), *[place(each) for each in runs[-1:]]],
            mends=[
                f"import {what} before: at the top of {frame.file}",
                "or have the main thread wait for the one that imports (thread.join())",
            ],
        )
        return
