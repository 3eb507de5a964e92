"""TH045: a source is not UTF-8, and does not say what it is, or names no encoding of Python's."""

import re
from collections.abc import Iterator

from ..evidence import Error, Evidence
from ..finding import Finding
from ..questions import culprit_in

CODE, NAME = "TH045", "source-encoding"
SIGNS = re.compile(
    r"codec can't decode byte (?P<byte>0x[0-9a-f]+)|Non-UTF-8 code starting with '(?P<code>[^']+)'"
)
UNKNOWN = re.compile(r"unknown encoding: (?P<name>[^\s)]+)|encoding problem: (?P<other>[^\s)]+)")
LINE = re.compile(r"on line (?P<line>\d+)")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a source that cannot be decoded."""
    for error in evidence.error.chain:
        found = SIGNS.search(error.message) if error.is_a("SyntaxError") else None
        file = error.filename
        if error.is_a("SyntaxError") and file and (unknown := UNKNOWN.search(error.message)):
            yield of_no_encoding(file, unknown["name"] or unknown["other"])
            return
        if not found or not file:
            continue
        byte = found["byte"] or found["code"]
        line = line_of(error)
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{file} is not in UTF-8 (the byte {byte} is not), as sources are unless their "
                "first lines name another encoding; Latin-1 (ISO 8859-1) or cp1252 is likely"
            ),
            culprit=culprit_in(file, line),
            evidence=[f"byte {byte} in line {line}" if line else f"byte {byte}"],
            mends=[
                (
                    f"save it as UTF-8: iconv -f latin1 -t utf-8 {file} -o {file}.new && mv "
                    f"{file}.new {file}"
                ),
                "name the encoding in its first line: # -*- coding: latin-1 -*-",
            ],
        )
        return


def of_no_encoding(file: str, name: str) -> Finding:
    """The first lines name an encoding that Python does not have."""
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"the first lines of {file} name the encoding {name!r}, which Python does not know",
        culprit=culprit_in(file, 1),
        mends=["save it as UTF-8, and take the line with 'coding' away", "put the name right"],
    )


def line_of(error: Error) -> int:
    """The line of the byte, as far as the error tells."""
    found = LINE.search(error.message)
    return int(found["line"]) if found else error.line
