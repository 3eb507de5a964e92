"""TH096: one file is imported by two names, and what it registers is registered twice.

Two entries of the path, one within the other (``.`` and ``src``), make two modules of one file.
"""

import re
from collections.abc import Iterator

from ..evidence import Evidence, Frame
from ..finding import Finding
from ..questions import culprit_at, place

CODE, NAME = "TH096", "imported-by-two-names"
TWICE = re.compile(
    r"already (?:been )?(?:defined|registered|exist)|duplicate|conflict", re.IGNORECASE
)


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module that fails, and whose file is loaded by another name."""
    error = evidence.error
    if not TWICE.search(error.message):
        return
    runs = [each for each in error.frames if each.is_module_code]
    for frame in reversed(runs):
        other = other_name(evidence, frame)
        if other:
            before = error.frames[: error.frames.index(frame)]
            asking = [each for each in before if not each.file.startswith("<")]
            yield finding(frame, other, asking[-1] if asking else frame)
            return


def other_name(evidence: Evidence, frame: Frame) -> str | None:
    """The other name by which the file of a module is loaded."""
    for entry in evidence.path:
        prefix = f"{entry.rstrip('/')}/"
        if entry and frame.file.startswith(prefix) and frame.file.endswith(".py"):
            parts = frame.file.removeprefix(prefix).removesuffix(".py").removesuffix("/__init__")
            name = parts.replace("/", ".")
            if name != frame.module and name in evidence.loaded:
                return name
    return None


def finding(frame: Frame, other: str, asking: Frame) -> Finding:
    """The file, its two names, and who asked by the second one."""
    whole = max(frame.module, other, key=len)
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{frame.file} is imported by two names, {other} and {frame.module}, and executed "
            "twice: what it registers is there already"
        ),
        culprit=culprit_at(asking),
        evidence=[place(asking), f"{other} is loaded, too", place(frame)],
        mends=[
            f"use one name everywhere: {whole}, at {asking.file}:{asking.line}",
            "take the inner of the two folders off the path (PYTHONPATH, sys.path)",
        ],
    )
