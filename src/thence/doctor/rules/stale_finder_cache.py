"""TH027: a module was written while the program ran, and the finder's listing is older."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import asker, culprit_in, not_found, place

CODE, NAME = "TH027", "stale-finder-cache"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module that lies there, and is not in its finder's listing."""
    for error, name in not_found(evidence):
        for row in evidence.lookups.get(name, ()):
            thing = next((thing for thing, _ in row.modules), None)
            if row.listed is None or row.listed or thing is None:
                continue
            frame = asker(error)
            yield Finding(
                code=CODE,
                name=NAME,
                cause=(
                    f"{thing.file} lies there now, but the finder's cached listing of {row.place} "
                    "is stale: the file was written within the resolution of the folder's time "
                    "stamp"
                ),
                culprit=culprit_in(thing.file, what="written while the program ran"),
                evidence=[f"the finder of {row.place} does not list {name}"]
                + ([f"imported at {place(frame)}"] if frame else []),
                mends=[
                    (
                        "call importlib.invalidate_caches() after "
                        f"{thing.file.rpartition('/')[2]} was "
                        "written, before it is imported"
                    )
                ],
            )
            return
