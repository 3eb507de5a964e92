"""TH043: an archive on the path is damaged, and is passed over in silence."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import asker, culprit_in, not_found, place

CODE, NAME = "TH043", "broken-archive"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module not found while an archive cannot be read."""
    for error, name in not_found(evidence):
        for row in evidence.lookups.get(name, ()):
            if row.kind != "broken-archive":
                continue
            frame = asker(error)
            by = f" (by {row.origin})" if row.origin else ""
            yield Finding(
                code=CODE,
                name=NAME,
                cause=(
                    f"the archive {row.place}, which is on sys.path{by}, is truncated or damaged: "
                    f"it cannot be read as a zip file, so Python passes over it, and {name} may "
                    "be in it"
                ),
                culprit=culprit_in(row.place),
                evidence=[f"imported at {place(frame)}"] if frame else [],
                mends=[f"copy or build {row.place} again, whole (unzip -t {row.place} tells)"],
                checks=[f"unzip -t {row.place}"],
            )
            return
