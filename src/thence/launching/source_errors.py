"""Errors of a program's bytes, in the words that the interpreter has for a file.

``compile`` is given bytes, and says a few things otherwise than the interpreter does when it
reads the file itself.
"""

HELP = "but no encoding declared; see https://peps.python.org/pep-0263/ for details"


def explained(error: SyntaxError, file: str, data: bytes) -> SyntaxError:
    """The error as the interpreter raises it for a file; most are the same."""
    if "null bytes" in error.msg:
        return null_byte(file, data)
    if error.msg.startswith("unknown encoding: "):
        return SyntaxError(error.msg.replace("unknown encoding", "encoding problem"))
    if error.msg.startswith("(unicode error) 'utf-8' codec"):
        return not_utf8(file, data) or error
    return error


def null_byte(file: str, data: bytes) -> SyntaxError:
    """A null byte in the source."""
    before = data.partition(b"\0")[0]
    line = before.rpartition(b"\n")[2].decode("utf-8", "replace")
    place = (file, before.count(b"\n") + 1, 0, line)
    return SyntaxError("source code cannot contain null bytes", place)


def not_utf8(file: str, data: bytes) -> SyntaxError | None:
    """A byte that is not UTF-8, where nothing else was declared; None: it was declared."""
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            byte = line[error.start]
            return SyntaxError(
                f"Non-UTF-8 code starting with '\\x{byte:02x}' in file {file} "
                f"on line {number}, {HELP}"
            )
    return None
