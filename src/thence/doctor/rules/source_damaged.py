"""TH057: a source is none: it has null bytes in it, or is a page, a pointer or half a merge."""

from collections.abc import Iterator

from ..evidence import Error, Evidence, Written
from ..finding import Finding
from ..questions import asker, candidates, culprit_in, place

CODE, NAME = "TH057", "source-damaged"
# How a line begins, what the file is, and what helps.
FOREIGN = (
    (
        "version https://git-lfs",
        "a pointer of Git LFS, in the place of the file",
        "git lfs install; git lfs pull",
    ),
    ("<<<<<<<", "one with a merge that was not finished", "resolve the conflict, then git add"),
    (
        "<",
        "an HTML page, as a browser or a failed download leaves it",
        "download the file itself (on GitHub: raw), or clone the repository",
    ),
)
SIGN = "source code string cannot contain null bytes"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a source with null bytes."""
    for error in evidence.error.chain:
        lines = [each for each in evidence.written if each.what == "no source"]
        foreign = [
            each for each in lines if each.file == error.filename and each.line == error.line
        ]
        if error.is_a("SyntaxError") and foreign:
            yield no_python(error, foreign[-1])
            return
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


def no_python(error: Error, line: Written) -> Finding:
    """A file that holds something else than Python."""
    sign = line.name.lower()
    what, mend = next(pair for begin, *pair in FOREIGN if sign.startswith(begin))
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"{line.file} is no Python source: it is {what}",
        culprit=culprit_in(line.file, line.line),
        evidence=[f"{line.file}:{line.line}: {line.text}", f"{error.type}: {error.message}"],
        mends=[mend],
    )


def file_of(evidence: Evidence, message: str) -> str | None:
    """The file of the innermost module whose import raised the error."""
    names = [row.name for row in evidence.failures if row.message == message]
    found = [thing.file for name in names for _, thing, _ in candidates(evidence, name)]
    return found[0] if found else None
