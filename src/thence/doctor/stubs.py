"""Who put something into ``sys.modules`` that no import put there."""

from .evidence import Evidence, Frame
from .finding import Culprit
from .questions import culprit_at, culprit_in, line_that_puts, puts


def culprit_of_stub(evidence: Evidence, name: str) -> Culprit | None:
    """The line that put it there, or the code that ran when it was noticed; None: nobody did."""
    change = puts(evidence, name)
    if change is None and evidence.watched:
        return None
    line = line_that_puts(evidence, name)
    if line is not None:
        return Culprit(line.file, line.line, what=line.text)
    if change is None:
        return None
    frame = first_in_a_file(change.by)
    return culprit_at(frame) if frame else culprit_in(None, what="a change of sys.modules")


def first_in_a_file(frames: tuple[Frame, ...]) -> Frame | None:
    """The innermost frame that is written in a file."""
    return next((each for each in frames if not each.file.startswith("<")), None)
