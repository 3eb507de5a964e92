"""TH065: an extension module lies in an archive, and the system cannot load it out of that.

The system's loader takes files only; Python's sources and bytecode are read from archives.
"""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import culprit_in, missed_names, not_found

CODE, NAME = "TH065", "extension-in-archive"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module of which an archive has an extension module only."""
    names = [name for _, name in not_found(evidence)]
    names += [f"{missed.module}.{missed.name}" for missed in missed_names(evidence)]
    for name in names:
        for row in evidence.lookups.get(name, ()):
            things = [each for each in row.things if each.kind == "archived-extension"]
            if things:
                file = things[0].file
                yield Finding(
                    code=CODE,
                    name=NAME,
                    cause=(
                        f"{name} is an extension module in an archive ({file}): the system cannot "
                        "load it out of that"
                    ),
                    culprit=culprit_in(file, 0, row.owners[0] if row.owners else None),
                    evidence=[f"{row.place} has {file.rpartition('/')[2]}"],
                    mends=[
                        "unpack the archive into a folder, and run that (or put it on the path)",
                        "pack it with a tool that unpacks at the start, as shiv and pex do",
                    ],
                )
                return
