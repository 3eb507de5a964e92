"""TH015: a pickle refers to a class in ``__main__``, and another program is ``__main__`` now."""

import re
from collections.abc import Iterator

from ..evidence import Evidence, Frame
from ..finding import Finding
from ..questions import culprit_at, place

CODE, NAME = "TH015", "pickled-from-main"
NOT_THERE = re.compile(
    r"Can't get attribute '(?P<name>[\w.]+)' on <module '(?P<module>__(?:mp_)?main__)'"
)
# Since 3.14, in the words of any missing attribute: then the line that failed has to tell.
SINCE_3_14 = re.compile(r"module '(?P<module>__(?:mp_)?main__)' has no attribute '(?P<name>\w+)'")
FILE = re.compile(r"""["']([^"']+\.\w+)["']""")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name that an unpickler looked up in ``__main__``."""
    for error in evidence.error.chain:
        frame = loading(error.frames)
        found = not_there(error.message, frame) if error.is_a("AttributeError") else None
        if found and frame:
            yield finding(evidence, frame, found["name"].partition(".")[0])


def not_there(message: str, frame: Frame | None) -> re.Match[str] | None:
    """What an unpickler says of a name that it does not find."""
    found = SINCE_3_14.search(message)
    if found and frame and "load" in frame.source and not found["name"].startswith("__"):
        return found
    return NOT_THERE.search(message)


def loading(frames: tuple[Frame, ...]) -> Frame | None:
    """The innermost line of somebody's own code: the one that loads the pickle."""
    own = [each for each in frames if not (each.owner and each.owner.kind != "distribution")]
    return own[-1] if own else None


def finding(evidence: Evidence, frame: Frame, name: str) -> Finding:
    """Who has the class now."""
    files = FILE.findall(frame.source)
    classes = [each for each in evidence.written if each.what == "class" and each.name == name]
    homes = [each for each in classes if each.file != evidence.script]
    module = homes[0].file.rpartition("/")[2].removesuffix(".py") if homes else None
    what = f"the pickle {files[0]}" if files else "the pickle"
    mends = [f"move {name} into an importable module of its own, and pickle again from there"]
    if module:
        mends.append(
            f"until then, in {evidence.script or frame.file}: from {module} import {name}"
        )
    culprit = culprit_at(frame)
    culprit.what = f"loads {what}"
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{what} was pickled while {name} was in __main__; a pickle holds only the name "
            f"'__main__.{name}', and __main__ is {evidence.script or 'another program'} now"
        ),
        culprit=culprit,
        evidence=[place(frame)]
        + [f"class {name} is written at {each.file}:{each.line}" for each in homes],
        mends=mends,
    )
