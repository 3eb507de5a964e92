"""TH024: a line of a ``.pth`` file failed, and the rest of the file was skipped."""

from collections.abc import Iterator

from ..evidence import Evidence, PathLine
from ..finding import Culprit, Finding
from ..questions import not_found

CODE, NAME = "TH024", "broken-path-file"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module in a folder that a ``.pth`` file would have added."""
    for _, name in not_found(evidence):
        top = name.partition(".")[0]
        for skipped in evidence.path_lines:
            lost = top in evidence.in_folders.get(skipped.text, frozenset())
            broken = first_broken(evidence, skipped)
            if skipped.why == "skipped" and lost and broken is not None:
                yield finding(skipped, broken, top)
                return


def first_broken(evidence: Evidence, skipped: PathLine) -> PathLine | None:
    """The line that made ``site`` give the file up."""
    same = (each for each in evidence.path_lines if each.file == skipped.file)
    return next((each for each in same if each.why == "raises"), None)


def finding(skipped: PathLine, broken: PathLine, top: str) -> Finding:
    """The line that failed, and what it cost."""
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"line {broken.line} of {broken.file} ({broken.text!r}) failed when Python started, "
            f"so site skipped the remainder of the .pth file: {skipped.text}, which has {top}, is "
            "not on sys.path"
        ),
        culprit=Culprit(broken.file, broken.line, what=broken.text),
        evidence=[
            f"{broken.file}:{broken.line}: {broken.text}",
            f"{skipped.file}:{skipped.line}: {skipped.text} (skipped)",
        ],
        mends=[
            f"remove the line {broken.text!r} from {broken.file}, if nobody needs {broken.needs}",
            f"install {broken.needs} again",
        ],
    )
