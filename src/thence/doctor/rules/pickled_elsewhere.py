"""TH062: a pickle names a module that is not there: it was written with other versions.

A pickle holds no code: it names the module and class of each object, and unpickling imports them.
"""

import re
from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame
from ..finding import Finding
from ..questions import culprit_at, not_found, owner_in_words, pip, place

CODE, NAME = "TH062", "pickled-elsewhere"
LOADS = re.compile(r"\b(?:\w*load|loads|\w*read_pickle)\s*\(")
PICKLERS = ("/pickle.py", "/cloudpickle.py", "/dill/_dill.py", "/numpy_pickle.py")
MACHINERY = ("<frozen importlib", "<frozen zipimport")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module that no import statement asked for, but a pickle."""
    for error, name in not_found(evidence):
        frame = loading_line(error)
        if frame is not None and not error.is_a("SystemExit"):
            yield finding(evidence, error, name, frame)
            return


def loading_line(error: Error) -> Frame | None:
    """The program's line that unpickles; None: it was no pickle that asked."""
    frames = [each for each in error.frames if not each.file.startswith(MACHINERY)]
    if not frames or "import" in frames[-1].source.replace("__import__", ""):
        return None
    inner = frames[-1]
    return own(frames) if LOADS.search(inner.source) or inner.file.endswith(PICKLERS) else None


def own(frames: list[Frame]) -> Frame:
    """The innermost line that is nobody's but the program's; else the innermost."""
    return next((each for each in reversed(frames) if each.owner is None), frames[-1])


def finding(evidence: Evidence, error: Error, name: str, frame: Frame) -> Finding:
    """What the pickle names, and who would have it."""
    top = evidence.modules.get(name.partition(".")[0])
    owner = top.owner if top else None
    whose = owner_in_words(owner)
    distribution = owner.name if owner and owner.name else None
    there = f"{whose or 'what is installed'} has no such module" if top else "there is none"
    mends = (
        [
            (
                f"install the version of {distribution} that wrote it, perhaps the newest: "
                f"{pip(evidence, f'--upgrade {distribution}')}"
            ),
            f"install an older one: {pip(evidence, repr(f'{distribution}<{owner.version}'))}",
        ]
        if distribution and owner
        else [
            f"put the module {name} where this program finds it, as where the pickle was written",
        ]
    )
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"the pickle names the module {name}, and {there}: other code wrote it than reads it"
        ),
        culprit=culprit_at(frame),
        evidence=[place(frame), error.message.partition("\n")[0]],
        mends=[*mends, "write it anew with the version of today, from where it was made"],
    )
