"""TH075: the module was installed as editable, and the folder of its sources is gone.

The folder was moved, renamed or removed; the finder, the path file or the link that leads to it is
still there, and nobody says that it leads nowhere.
"""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Culprit, Finding
from ..questions import asker, candidates, not_found, pip, place

CODE, NAME = "TH075", "editable-sources-gone"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module that an editable installation had."""
    lost = next((each for each in evidence.written if each.what == "editable"), None)
    for error, name in not_found(evidence) if lost else ():
        top = name.partition(".")[0]
        if lost is None or candidates(evidence, top):
            continue
        frame = asker(error)
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{top} was installed as editable from {lost.name}, which is gone; {lost.file} "
                "still leads there"
            ),
            culprit=Culprit(lost.file, lost.line, what=lost.name),
            evidence=[f"imported at {place(frame)}"] if frame else [],
            mends=[
                f"install it again from where it is now: {pip(evidence, '-e FOLDER')}",
                f"remove what is left of it: rm {lost.file}",
            ],
            certain=bool(lost.text),
            checks=[] if lost.text else [f"did {lost.name} have a {top}? Where is it now?"],
        )
        return
