"""TH071: an import failed and was swallowed; what it was to bind is missing, or None, now."""

import re
from collections.abc import Iterator

from ..evidence import Error, Evidence, Failure, Frame, Written
from ..finding import Finding
from ..known.renamed import DISTRIBUTIONS
from ..questions import culprit_at, pip, place
from ..requirements import extras_for

CODE, NAME = "TH071", "swallowed-import"
NOT_DEFINED = re.compile(r"^name '(?P<name>\w+)' is not defined")
NONE = re.compile(r"^'NoneType' object (has no attribute|is not )")
WORD = re.compile(r"[A-Za-z_]\w*")
STATEMENT = re.compile(r"\bimport\b(?P<names>.*)")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name whose import failed, in the file that now asks for it."""
    error = evidence.error
    frame = error.frames[-1] if error.frames else None
    if frame is None:
        return
    # What a handler raises itself is the module's own word, and no stand-in.
    for line in evidence.written if not frame.is_module_code else ():
        rows = [row for row in evidence.failures if line.what == "stand-in" and is_of(row, line)]
        if rows:
            yield stood_in(evidence, rows[-1], frame)
            return
    for row in evidence.failures:
        name = asked_name(error, frame, row)
        # What an import's own line raises now was not swallowed.
        later = row.asker.file == frame.file and row.asker.line != frame.line
        if name and not row.loaded and later:
            yield finding(evidence, row, frame, name)
            return


def is_of(row: Failure, line: Written) -> bool:
    """Is it the failed import of that line?"""
    return (row.name, row.asker.file, row.asker.line) == (line.name, line.file, line.line)


def stood_in(evidence: Evidence, row: Failure, frame: Frame) -> Finding:
    """What the program was given in the place of what could not be imported raises."""
    reason = f"{row.type}: {row.message.partition(chr(10))[0]}"
    error = evidence.error
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{error.message or error.type} {frame.function} stands in for what {row.name} has, "
            f"whose import failed and was swallowed at {row.asker.file}:{row.asker.line}: {reason}"
        ),
        culprit=culprit_at(row.asker),
        evidence=[f"swallowed at {place(row.asker)}: {reason}", f"raised at {place(frame)}"],
        mends=mends(evidence, row),
    )


def asked_name(error: Error, frame: Frame, row: Failure) -> str | None:
    """The name that the failed statement was to bind, and that is asked for now."""
    bound = names_bound(row.asker.source)
    if error.is_a("NameError"):
        missing = NOT_DEFINED.match(error.message)
        return missing["name"] if missing and missing["name"] in bound else None
    if error.is_a("AttributeError", "TypeError") and NONE.match(error.message):
        return next((word for word in WORD.findall(frame.source) if word in bound), None)
    return None


def names_bound(statement: str) -> list[str]:
    """The names that an import statement binds, as far as its first line tells.

    >>> names_bound("import a.b, numpy as np")
    ['a', 'np']
    >>> names_bound("from yaml import (load, CSafeLoader as Loader)  # fast")
    ['load', 'Loader']
    """
    found = STATEMENT.search(statement)
    parts = found["names"].partition("#")[0].strip(" ()\\").split(",") if found else []
    words = [part.split() for part in parts if part.strip()]
    return [each[-1].partition(".")[0] for each in words]


def finding(evidence: Evidence, row: Failure, frame: Frame, name: str) -> Finding:
    """The import that failed, and who swallowed it."""
    reason = f"{row.type}: {row.message.partition(chr(10))[0]}"
    is_missing = evidence.error.is_a("NameError")
    now = "is not defined" if is_missing else "is None"
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{name} {now}, because its import failed and was swallowed at "
            f"{row.asker.file}:{row.asker.line}: {reason}"
        ),
        culprit=culprit_at(row.asker),
        evidence=[
            f"swallowed at {place(row.asker)}: {reason}",
            f"asked for at {place(frame)}: {evidence.error.type}: {evidence.error.message}",
        ],
        mends=[*mends(evidence, row), f"do without {name} at {frame.file}:{frame.line}"],
        certain=is_missing,
        checks=[] if is_missing else [f"is it {name} that is None at {frame.file}:{frame.line}?"],
    )


def mends(evidence: Evidence, row: Failure) -> list[str]:
    """What gives the name."""
    known = DISTRIBUTIONS.get(row.missing or "")
    extras = extras_for(evidence, row.missing) if row.missing else []
    if known or extras:
        return [pip(evidence, repr(each)) for each in extras] or [pip(evidence, str(known))]
    where = row.raised or row.asker
    reason = row.message.partition("\n")[0]
    return [
        f"make the import at {row.asker.file}:{row.asker.line} work ({place(where)}: {reason})"
    ]
