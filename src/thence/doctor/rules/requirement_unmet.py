"""TH060: a distribution is installed in a version that the one who asks it says it cannot use.

Installing one distribution may replace another by a version that a third does not allow; pip says
so once, and goes on.
"""

from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame
from ..finding import Finding
from ..questions import (
    asker,
    culprit_at,
    missed_names,
    module_of,
    not_found,
    owner_in_words,
    pip,
    place,
)
from ..requirements import unmet

CODE, NAME = "TH060", "requirement-unmet"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for something that a distribution misses in one which it requires newer."""
    for error, what, holder in missing(evidence):
        frame = asker(error)
        owner = frame.owner if frame else None
        installed = evidence.distribution(holder)
        if frame is None or owner is None or owner.kind != "distribution" or installed is None:
            continue
        line = unmet(evidence, owner.name or "", holder)
        if line is not None:
            there = f"{installed.name} {installed.version}"
            yield finding(evidence, frame, f"has no {what}", there, line)
            return
    yield from met_within(evidence)


def met_within(evidence: Evidence) -> Iterator[Finding]:
    """A distribution that fails while it is imported, in one of which it requires another version.

    What is not an exact version may have other reasons to fail.
    """
    frames = evidence.error.frames
    if not any(each.is_module_code for each in frames) or evidence.error.is_a("ImportError"):
        return
    inner = frames[-1].owner
    for frame in reversed(frames):
        name = inner.name if inner and inner.kind == "distribution" else None
        asking = frame.owner.name if frame.owner and frame.owner.kind == "distribution" else None
        line = unmet(evidence, asking, name) if name and asking and asking != name else None
        if line is not None and "==" in line:
            said = f"raised {evidence.error.type}: {evidence.error.message}"
            yield finding(evidence, frame, said, owner_in_words(inner), line)
            return


def missing(evidence: Evidence) -> Iterator[tuple[Error, str, str]]:
    """What is not there, and the distribution that should have it."""
    for missed in missed_names(evidence):
        module = module_of(evidence, missed)
        if module and module.owner and module.owner.name:
            yield missed.error, f"{missed.module}.{missed.name}", module.owner.name
    for error, name in not_found(evidence):
        top = evidence.modules.get(name.partition(".")[0])
        owner = top.owner.name if top and top.owner and top.owner.name else None
        yield error, name, owner or name.partition(".")[0]


def finding(evidence: Evidence, frame: Frame, what: str, there: str, requirement: str) -> Finding:
    """Which version is there, and which is needed."""
    whose = owner_in_words(frame.owner)
    plain = requirement.replace(" ", "").replace("(", "").replace(")", "")
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"{there} is installed and {what}; {whose} needs {requirement}",
        culprit=culprit_at(frame),
        evidence=[place(frame), f"{whose} requires {requirement}", f"installed: {there}"],
        mends=[
            f"install what it needs: {pip(evidence, repr(plain))}",
            "see who asks for the other version: python -m pip check",
        ],
    )
