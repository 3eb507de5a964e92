"""From the file of a program to its code, with the interpreter's own messages."""

import sys

from .._engine import paths
from .._engine.primitives import magic_number, marshal, os
from . import source_errors
from .ending import write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

CHUNK = 1 << 16
HEADER = 16  # bytes before the code in a .pyc file
BYTECODE_SUFFIX = ".pyc"
INDENTATION = " \t"

# What -c does: it keeps its lines for tracebacks, under its code object and not under the name
# that all such code shares; and it takes off the blanks that all of its lines begin with.
COMMANDS_ARE_KEPT = sys.version_info >= (3, 13)
KEPT_BY_CODE = sys.version_info >= (3, 14)
COMMANDS_ARE_DEDENTED = sys.version_info >= (3, 14)


def read_program(file: str, *, skip_line: bool) -> bytes:
    """The bytes of a program; ``skip_line`` leaves its first line empty (-x).

    A file that cannot be read ends the process with status 2, as the interpreter does.
    """
    try:
        data = paths.read_file(file)
    except IsADirectoryError:
        write(f"{sys.orig_argv[0]}: {file!r} is a directory, cannot continue\n")
        raise SystemExit(1) from None
    except OSError as error:
        reason = f"[Errno {error.errno}] {error.strerror}"
        write(f"{sys.orig_argv[0]}: can't open file {file!r}: {reason}\n")
        raise SystemExit(2) from None
    return data[len(data.partition(b"\n")[0]) :] if skip_line else data


def read_standard_input() -> bytes:
    """All of standard input; nothing where there is none."""
    chunks = []
    try:
        while chunk := os.read(0, CHUNK):
            chunks.append(chunk)
    except OSError:
        pass
    return b"".join(chunks)


def is_bytecode(file: str, data: bytes) -> bool:
    """Whether the interpreter would take the file for bytecode: by its name, or its start."""
    return file.endswith(BYTECODE_SUFFIX) or data[:2] == magic_number()[:2]


def code_of_file(file: str, data: bytes) -> "CodeType":
    """The code of a program's file."""
    return code_of_bytecode(data) if is_bytecode(file, data) else code_of_source(file, data)


def code_of_bytecode(data: bytes) -> "CodeType":
    """The code in the bytes of a .pyc file.  Raises RuntimeError."""
    if data[:4] != magic_number():
        raise RuntimeError("Bad magic number in .pyc file")
    code = marshal.loads(data[HEADER:])
    if not isinstance(code, type(code_of_bytecode.__code__)):
        raise RuntimeError("Bad code object in .pyc file")
    return code


def code_of_source(file: str, data: bytes) -> "CodeType":
    """The code for a program's source.  Raises SyntaxError, as if read from the file."""
    # compile() does not look at comments; the interpreter refuses a stray byte there, too.
    failure: SyntaxError | None = source_errors.undeclared_bytes(file, data)
    if failure is None:
        try:
            return compile(data, file, "exec", dont_inherit=True)
        except SyntaxError as error:
            failure = source_errors.explained(error, file, data)
    raise failure


def code_of_command(source: str) -> "CodeType":
    """The code for ``-c``, its lines kept for tracebacks where the version does so."""
    try:
        source.encode()
    except UnicodeEncodeError:
        write("Unable to decode the command from the command line:\n")
        raise
    if COMMANDS_ARE_DEDENTED:
        source = dedented(source)
    code = compile(source, "<string>", "exec", dont_inherit=True)
    if COMMANDS_ARE_KEPT:
        keep_lines(code, source)
    return code


def dedented(source: str) -> str:
    r"""The source without the blanks that each of its lines begins with.

    Lines of blanks do not count, and become empty where the others lose something.

    >>> dedented("  if x:\n \n    y()\n")
    'if x:\n\n  y()\n'
    """
    lines = source.split("\n")
    margin = common_start([line for line in lines if line.strip(INDENTATION)])
    if not margin:
        return source
    kept = [line[len(margin) :] if line.strip(INDENTATION) else "" for line in lines]
    return "\n".join(kept)


def common_start(lines: list[str]) -> str:
    """The blanks that all of the lines begin with."""
    if not lines:
        return ""
    # What the first and the last in the order of the alphabet share, those between share, too.
    first, last = min(lines), max(lines)
    length = 0
    while first[length : length + 1] == last[length : length + 1] and first[length] in INDENTATION:
        length += 1
    return first[:length]


def keep_lines(code: "CodeType", source: str) -> None:
    """Let tracebacks show the lines of the command."""
    import linecache

    register = linecache._register_code  # type: ignore[attr-defined]
    if not callable(register):
        raise ValueError("linecache._register_code is not callable")
    register(code if KEPT_BY_CODE else "<string>", source, "<string>")
