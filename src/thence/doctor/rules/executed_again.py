"""TH078: a module was taken out of ``sys.modules``, and cannot be executed a second time.

Extension modules keep what they made, and may refuse to make it anew; the modules around them then
hold parts of both.
"""

import re
from collections.abc import Iterator

from ..evidence import Error, Evidence, Written
from ..finding import Culprit, Finding
from ..questions import asker, culprit_at, owner_in_words, place

CODE, NAME = "TH078", "executed-again"
REFUSED = re.compile(
    r"more than once per process|only be (?:loaded|initiali[sz]ed|imported) once"
    r"|already (?:been )?(?:initiali[sz]ed|initli[sz]ed|registered|loaded)|second time",
    re.IGNORECASE,
)


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module that refuses, and had been taken away before."""
    taken = {each.name for each in evidence.changes if each.what == "taken"}
    for error in evidence.error.chain if taken else ():
        if not REFUSED.search(error.message):
            continue
        # What failed before left the cache by that: nobody took it (TH041).
        failed = {each.name for each in evidence.failures if each.message != error.message}
        again = [
            each.module
            for each in error.frames
            if each.is_module_code and each.module in taken - failed
        ]
        if again:
            yield finding(evidence, error, again[0])
            return


def finding(evidence: Evidence, error: Error, name: str) -> Finding:
    """Which module, who took it away, and who asked for it again."""
    line, frame = taking_line(evidence, name), asker(error)
    first = next(each for each in error.frames if each.module == name)
    whose = f" ({owner_in_words(first.owner)})" if first.owner else ""
    where = f"{line.file}:{line.line}" if line else "whoever takes it"
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{name}{whose} was taken out of sys.modules, and executed once more; it refuses "
            f"that: {error.message}"
        ),
        culprit=Culprit(line.file, line.line, what=line.text) if line else culprit_at(frame),
        evidence=[f"executed again at {place(frame)}"] if frame else [],
        mends=[
            f"keep {name}, and what lies below it, in sys.modules ({where})",
            f"import {name} after that only",
        ],
    )


def taking_line(evidence: Evidence, name: str) -> Written | None:
    """The line that takes modules away; one that names this one first."""
    lines = [each for each in evidence.written if each.what == "sys.modules.del"]
    return next((each for each in lines if each.name == name), next(iter(lines), None))
