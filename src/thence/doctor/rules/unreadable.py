"""TH042: the package is there, and this user may not read it."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import asker, culprit_in, missed_names, not_found, place

CODE, NAME = "TH042", "unreadable"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for something of the module's name that cannot be read."""
    asked = [(error, name) for error, name in not_found(evidence)]
    asked += [(missed.error, missed.module) for missed in missed_names(evidence)]
    for error, name in asked:
        found = unreadable(evidence, name)
        if found is None:
            continue
        file, is_entry = found
        frame = asker(error)
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{file} is not readable for this user (permission denied): the finder takes a "
                "folder that it cannot look into for an empty namespace package, or for nothing"
                + (f"; {name} may lie there" if is_entry else "")
            ),
            culprit=culprit_in(file, what="its permissions"),
            evidence=[f"asked for at {place(frame)}"] if frame else [],
            mends=[
                f"let this user read it: chmod -R a+rX {file}",
                f"give it to the user: chown -R $USER {file}",
            ],
            certain=not is_entry,
            checks=[f"as its owner: ls {file}"] if is_entry else [],
        )
        return


def unreadable(evidence: Evidence, name: str) -> tuple[str, bool] | None:
    """What of the name, or of its top-level package, cannot be read.

    With it: is it an entry of the path?  Then nobody sees whether the module lies in it.
    """
    for each in (name, name.partition(".")[0]):
        for row in evidence.lookups.get(each, ()):
            if row.kind == "unreadable":
                return row.place, True
            for thing in row.things:
                if thing.note == "it cannot be read":
                    return thing.file, False
    return None
