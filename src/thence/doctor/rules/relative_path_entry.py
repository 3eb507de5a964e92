"""TH044: an entry of the path is relative, and the program has changed its directory."""

from collections.abc import Iterator

from ..evidence import Evidence, Written
from ..finding import Culprit, Finding
from ..questions import asker, not_found, place

CODE, NAME = "TH044", "relative-path-entry"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module that the entry would have had in the first directory."""
    first, now = evidence.first_directory, evidence.directory
    if not first or first == now:
        return
    for error, name in not_found(evidence):
        top = name.partition(".")[0]
        for entry in evidence.path:
            folder = f"{first}/{entry}".rstrip("/")
            if entry.startswith("/") or top not in evidence.in_folders.get(folder, ()):
                continue
            line = writer(evidence, entry)
            frame = asker(error)
            where = (
                Culprit(line.file, line.line, what=line.text)
                if line
                else Culprit(what=f"sys.path has {entry!r}")
            )
            yield Finding(
                code=CODE,
                name=NAME,
                cause=(
                    f"the entry {entry!r} of sys.path is relative: it meant {folder}, which has "
                    f"{top}, until the program changed its directory to {now}"
                ),
                culprit=where,
                evidence=[f"started in {first}, now in {now}"]
                + ([f"imported at {place(frame)}"] if frame else []),
                mends=[
                    f"make it absolute: os.path.abspath({entry!r}), or a path made from __file__"
                ],
            )
            return


def writer(evidence: Evidence, entry: str) -> Written | None:
    """The line that adds the entry."""
    lines = [each for each in evidence.written if each.what == "sys.path"]
    exact = [each for each in lines if f"'{entry}'" in each.text or f'"{entry}"' in each.text]
    return next(iter(exact or lines), None)
