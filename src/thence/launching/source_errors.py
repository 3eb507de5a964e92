"""Errors of a program's bytes, in the words that the interpreter has for a file.

``compile`` is given bytes, and says a few things otherwise than the interpreter does when it
reads the file itself.
"""

HELP = "but no encoding declared; see https://peps.python.org/pep-0263/ for details"
BLANKS = b" \t\f"
MARK = b"\xef\xbb\xbf"


def undeclared_bytes(file: str, data: bytes) -> SyntaxError | None:
    r"""The error for bytes that are not UTF-8 where nothing else was declared; None: all is well.

    >>> undeclared_bytes("a.py", b"# coding: latin-1\nx = '\xe9'") is None
    True
    """
    if declares_encoding(data):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"'\\x{data[error.start]:02x}'"
        return SyntaxError(
            f"Non-UTF-8 code starting with {byte} in file {file} on line {line}, {HELP}"
        )
    return None


def declares_encoding(data: bytes) -> bool:
    """Whether one of the first two lines is a comment that names an encoding (PEP 263)."""
    first, _, rest = data.removeprefix(MARK).partition(b"\n")
    if names_encoding(first):
        return True
    only_comment = first.strip(BLANKS + b"\r").startswith(b"#") or not first.strip(BLANKS + b"\r")
    return only_comment and names_encoding(rest.partition(b"\n")[0])


def names_encoding(line: bytes) -> bool:
    """Whether the line is a comment with ``coding:`` or ``coding=``, and a name."""
    comment = line.lstrip(BLANKS)
    if not comment.startswith(b"#"):
        return False
    after = comment.partition(b"coding")[2]
    return after[:1] in (b":", b"=") and after[1:].lstrip(b" \t")[:1] not in (b"", b"\r")


def explained(error: SyntaxError, file: str, data: bytes) -> SyntaxError:
    """The error as the interpreter raises it for a file; most are the same."""
    message = error.msg.replace("unknown encoding: ", "encoding problem: ")
    if message.startswith("encoding problem: "):
        return SyntaxError(message)
    if "null bytes" in message:
        return null_byte(file, data)
    return error.with_traceback(None)


def null_byte(file: str, data: bytes) -> SyntaxError:
    """The error for a null byte in the source."""
    before = data.partition(b"\0")[0]
    line = before.rpartition(b"\n")[2].decode("utf-8", "replace")
    place = (file, before.count(b"\n") + 1, 0, line)
    return SyntaxError("source code cannot contain null bytes", place)
