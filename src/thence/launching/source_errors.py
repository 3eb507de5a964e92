"""Errors of a program's bytes, in the words that the interpreter has for a file.

``compile`` is given bytes, and says a few things otherwise than the interpreter does when it
reads the file itself, line by line.
"""

import sys

from . import source_encodings as encodings

# Errors of decoding say where they are; before, most were a message alone.
PLACES_ARE_SHOWN = sys.version_info >= (3, 14)

HELP = "but no encoding declared; see https://peps.python.org/pep-0263/ for details"


def undeclared_bytes(file: str, data: bytes) -> SyntaxError | None:
    r"""The error for bytes that are not UTF-8 where nothing else was declared; None: all is well.

    >>> undeclared_bytes("a.py", b"# coding: latin-1\nx = '\xe9'") is None
    True
    """
    if encodings.declared(data) is not None:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        null = data.find(b"\0")
        if 0 <= null < error.start and data.count(b"\n", 0, null) + 1 < line:
            return null_byte(file, data)
        return not_utf8(file, data, error)
    return None


def not_utf8(file: str, data: bytes, error: UnicodeDecodeError) -> SyntaxError:
    """The error for the first byte that is not UTF-8."""
    number = data.count(b"\n", 0, error.start) + 1
    start = data.rfind(b"\n", 0, error.start) + 1
    shown = encodings.line_in_error(data, number)
    byte = f"'\\x{data[error.start]:02x}'"
    message = f"Non-UTF-8 code starting with {byte} in file {file} on line {shown}, {HELP}"
    if not PLACES_ARE_SHOWN:
        return SyntaxError(message)
    column = len(data[start : error.start].decode("utf-8")) + 1
    text = data[start:].partition(b"\n")[0].removesuffix(b"\r").decode("utf-8", "replace")
    return SyntaxError(message, (file, shown, column, text, shown, column))


def explained(error: SyntaxError, file: str, data: bytes) -> SyntaxError:
    """The error as the interpreter raises it for a file; most are the same."""
    message = error.msg
    if "null bytes" in message:
        return null_byte(file, data)
    if message.startswith("unknown encoding: ") and PLACES_ARE_SHOWN:
        return error.with_traceback(None)
    if message.startswith(("unknown encoding: ", "encoding problem: ")):
        return encoding_problem(error, file)
    if error.lineno == 0:
        return encodings.undecodable(file, data) or error.with_traceback(None)
    if message.startswith("Non-UTF-8 code starting with "):
        return encodings.declared_utf8(file, data, error.lineno or 1)
    return error.with_traceback(None)


def encoding_problem(error: SyntaxError, file: str) -> SyntaxError:
    """The error for an encoding that is not known, or contradicts the mark of UTF-8."""
    if not PLACES_ARE_SHOWN:
        return SyntaxError(error.msg.replace("unknown encoding: ", "encoding problem: "))
    line, end = error.lineno, error.end_offset
    if line == 1 and end is not None:
        end += 1  # the newline counts
    return SyntaxError(error.msg, (file, line, error.offset, error.text, line, end))


def null_byte(file: str, data: bytes) -> SyntaxError:
    """The error for a null byte in the source."""
    before = data.partition(b"\0")[0]
    line = before.count(b"\n") + 1
    text = before.rpartition(b"\n")[2].decode("utf-8", "replace")
    return SyntaxError("source code cannot contain null bytes", (file, line, 0, text, line, 0))
