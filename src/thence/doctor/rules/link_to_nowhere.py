"""TH093: the module is there as a link, and the link leads nowhere."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import asker, culprit_in, not_found, place

CODE, NAME = "TH093", "link-to-nowhere"
SIGN = "a link that leads nowhere: "


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module that is not found, of whose name there is a dead link."""
    for error, name in not_found(evidence):
        things = [thing for row in evidence.lookups.get(name, ()) for thing in row.things]
        link = next((each for each in things if each.note.startswith(SIGN)), None)
        if link is None:
            continue
        frame, target = asker(error), link.note.removeprefix(SIGN)
        yield Finding(
            code=CODE,
            name=NAME,
            cause=f"{name} is {link.file}, a link to {target}, which is not there",
            culprit=culprit_in(link.file),
            evidence=[f"imported at {place(frame)}"] if frame else [],
            mends=[
                f"put {target} there, or mount the volume that has it",
                f"make the link anew: ln -sf FILE {link.file}",
            ],
        )
        return
