"""TH107: a line of a ``.pth`` file does not do what it was written for."""

from collections.abc import Iterator

from ...evidence import PathLine
from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH107", "path-file"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each line that fails, or names a folder that is not there."""
    for each in surroundings.path_lines:
        if each.why != "skipped":
            yield Finding(
                code=CODE,
                name=NAME,
                cause=f"line {each.line} of {each.file} {what(each)}",
                culprit=Culprit(each.file, each.line, what=each.text),
                mends=[f"remove the line, or {remedy(each)}"],
            )


def what(line: PathLine) -> str:
    """What is wrong with it."""
    if line.why == "raises":
        return f"imports {line.needs}, which is not there: the rest of the file is skipped"
    return f"adds {line.text}, which does not exist"


def remedy(line: PathLine) -> str:
    """What else helps."""
    return f"install {line.needs}" if line.needs else f"put {line.text} back"
