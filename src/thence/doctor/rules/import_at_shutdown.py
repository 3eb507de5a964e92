"""TH098: a module is imported when the interpreter is shutting down already.

The main thread has ended; what a module registers for the end of the program comes too late then.
A ``__del__`` may be called still later, when the import system is gone.
"""

import re
from collections.abc import Iterator

from ..evidence import Evidence, is_library
from ..finding import Finding
from ..questions import culprit_at, place, users_line

CODE, NAME = "TH098", "import-at-shutdown"
SIGNS = ("can't register atexit after shutdown", "Python is likely shutting down")
STATEMENT = re.compile(r"^(?:import|from) (?P<name>\w[\w.]*)")
FINALIZER = "__del__"
# When the import comes, and what there is to do but importing earlier.
IN_FINALIZER = (
    "__del__ imports {what} when Python is shutting down, and nothing can be imported any more",
    "close the object, or let it go, before the program ends: a with statement, or atexit",
)
IN_THREAD = (
    "{what} is imported when the main thread has ended and Python is shutting down",
    "have the main thread wait for the one that imports (thread.join())",
)


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for an import that comes after the main thread has ended."""
    for error in evidence.error.chain:
        runs = [each for each in error.frames if each.is_module_code and is_library(each.owner)]
        frame = users_line(error)
        late = any(sign in error.message for sign in SIGNS)
        if not late or frame is None or not (runs or error.is_a("ImportError")):
            continue
        what = runs[-1].module if runs else named_in(frame.source)
        finalizes = any(each.function == FINALIZER for each in error.frames)
        when, other = IN_FINALIZER if finalizes else IN_THREAD
        yield Finding(
            code=CODE,
            name=NAME,
            cause=f"{when.format(what=what)}: {error.message}",
            culprit=culprit_at(frame),
            evidence=[place(frame), *[place(each) for each in runs[-1:]]],
            mends=[f"import {what} before: at the top of {frame.file}", other],
        )
        return


def named_in(source: str) -> str:
    """The module that a line imports, as far as it tells.

    >>> named_in("from wave import open"), named_in("load()")
    ('wave', 'what is needed')
    """
    found = STATEMENT.match(source)
    return found["name"] if found else "what is needed"
