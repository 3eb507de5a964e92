"""TH107: a line of a ``.pth`` file does not do what it was written for.

``site`` reads these files at each start: a line that begins with ``import`` is executed, any
other one names a folder for ``sys.path``. After a line that raises, the rest of the file is
skipped; a folder that is not there is passed over in silence.
"""

from collections.abc import Iterator

from ...evidence import PathLine
from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH107", "path-file"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each line that fails, or names a folder that is not there."""
    moved = [place for each in surroundings.installed for place in each.gone]
    moved += [place for each in surroundings.orphans for place in each.gone]
    for each in surroundings.path_lines:
        # An editable installation that leads nowhere is told of as such (TH106).
        if each.why != "skipped" and not any(each.text.startswith(place) for place in moved):
            yield Finding(
                code=CODE,
                name=NAME,
                cause=f"{where(each)} {what(each)}",
                culprit=Culprit(each.file, each.line, what=each.text),
                mends=[f"remove the line, or {remedy(each)}"],
            )


def where(line: PathLine) -> str:
    """The line, or the file of which there is none to be seen."""
    return f"line {line.line} of {line.file}" if line.line else line.file


def what(line: PathLine) -> str:
    """What is wrong with it."""
    return {
        "raises": f"imports {line.needs}, which is not there: the rest of the file is skipped",
        "syntax": f"cannot be executed ({line.needs}): the rest of the file is skipped",
        "encoding": f"and others cannot be read: {line.needs} is no UTF-8",
        "unreadable": f"cannot be read: {line.needs}",
    }.get(line.why, f"adds {line.text}, which does not exist")


def remedy(line: PathLine) -> str:
    """What else helps."""
    return {
        "raises": f"install {line.needs}",
        "syntax": "mend it",
        "encoding": "save the file as UTF-8",
        "unreadable": "let it be read",
    }.get(line.why, f"put {line.text} back")
