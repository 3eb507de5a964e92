"""TH057: a source has null bytes in it: it is damaged, or UTF-16."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import asker, candidates, culprit_in, place

CODE, NAME = "TH057", "source-damaged"
SIGN = "source code string cannot contain null bytes"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a source with null bytes."""
    for error in evidence.error.chain:
        if not error.is_a("SyntaxError", "ValueError") or SIGN not in error.message:
            continue
        frame = asker(error)
        file = error.filename or file_of(evidence, error.message)
        owner = frame.owner if frame else None
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{file or 'a source'} has null bytes in it: it was damaged, or it is in "
                "UTF-16, as "
                "some editors and PowerShell's > write it"
            ),
            culprit=culprit_in(file)
            if file
            else culprit_in(None, 0, owner, "the imported source"),
            evidence=[f"imported at {place(frame)}"] if frame else [],
            mends=[
                "if it is UTF-16, save it as UTF-8: iconv -f utf-16 -t utf-8",
                "else copy or install it again",
            ],
            checks=[f"file {file}"] if file else [],
        )
        return


def file_of(evidence: Evidence, message: str) -> str | None:
    """The file of the innermost module whose import raised the error."""
    names = [row.name for row in evidence.failures if row.message == message]
    found = [thing.file for name in names for _, thing, _ in candidates(evidence, name)]
    return found[0] if found else None
