"""TH073: the Python that a process, or a kernel of Jupyter, is to be started with is not there.

A virtual environment was removed, moved or made anew by another version; what was written down of
it, such as a ``kernel.json``, still names it.
"""

import re
from collections.abc import Iterator

from ..evidence import Evidence, Written
from ..finding import Culprit, Finding
from ..questions import asker, culprit_at, place, users_line

CODE, NAME = "TH073", "interpreter-gone"
PYTHON = re.compile(r"^/.*/(?:python|pypy)[\d.]*$")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for an interpreter that could not be started."""
    for error in evidence.error.chain:
        python = error.filename or ""
        if not error.is_a("FileNotFoundError") or not PYTHON.match(python):
            continue
        kernel = next((each for each in evidence.written if each.what == "kernel.json"), None)
        frame = users_line(error)
        named = (
            f"the kernel {kernel.name} of Jupyter is started with" if kernel else "was named as"
        )
        subject = f"{named} {python}" if kernel else f"{python} {named} the interpreter to start"
        yield Finding(
            code=CODE,
            name=NAME,
            cause=f"{subject}, which is not there (an environment that is gone?)",
            culprit=Culprit(kernel.file, kernel.line) if kernel else culprit_at(frame),
            evidence=[f"started at {place(each)}" for each in [asker(error)] if each],
            mends=mends_of(evidence, kernel, python),
        )
        return


def mends_of(evidence: Evidence, kernel: Written | None, python: str) -> list[str]:
    """Name another interpreter, or make that one again."""
    again = f"make the environment again: python -m venv {python.rpartition('/bin/')[0] or python}"
    if kernel is None:
        return ["name an interpreter that is there, such as sys.executable", again]
    return [
        (
            f"make the kernel anew: {evidence.interpreter.executable or 'python'} -m ipykernel "
            f"install --user --name {kernel.name}"
        ),
        f"remove it: jupyter kernelspec remove {kernel.name}",
        again,
    ]
