"""From the bytes of a source file to text and to code."""

from ..primitives import io
from ..protocol_marks import _call_with_frames_removed
from ..versions import COMPILER_KNOWS_MODULE, SOURCE_IS_DECODED_AS_A_FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

ONLY_AST = 0x400  # ast.PyCF_ONLY_AST
UTF_8_NAMES = ("utf-8", "utf-8-sig")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def decode_source(source: "bytes | bytearray | memoryview") -> str:
    """The text of a source, by its byte order mark or coding line (PEP 263), with Unix newlines.

    Raises SyntaxError for an unknown encoding, UnicodeDecodeError.
    """
    import tokenize  # as late as possible: it brings re

    lines = io.BytesIO(source).readline
    encoding, _ = tokenize.detect_encoding(lines)
    return decoded(source, encoding)


def decode_for_transforms(source: "bytes | bytearray | memoryview") -> str:
    """What ``decode_source`` returns; without a coding line it needs no module of the library.

    Those that it needs may go through the same transforms.
    """
    data = bytes(source)
    if may_name_encoding(data):
        return decode_source(data)
    return decoded(data.removeprefix(BYTE_ORDER_MARK), "utf-8")


def decoded(source: "bytes | bytearray | memoryview", encoding: str) -> str:
    """The text of some bytes, with Unix newlines.  Raises UnicodeDecodeError."""
    if SOURCE_IS_DECODED_AS_A_FILE:
        return io.TextIOWrapper(io.BytesIO(source), encoding).read()
    newlines = io.IncrementalNewlineDecoder(None, translate=True)
    return str(newlines.decode(bytes(source).decode(encoding)))


def may_name_encoding(data: bytes) -> bool:
    """Could one of the first two lines be a coding line (PEP 263)?"""
    return any(b"coding" in line for line in data.split(b"\n", 2)[:2])


def encoded_source(text: str) -> bytes:
    """A text as the bytes of a source file: UTF-8, and a coding line that contradicts says so.

    Raises SyntaxError when the text names an encoding that does not exist.
    """
    data = text.encode()
    if not may_name_encoding(data):
        return data
    import tokenize

    encoding, lines = tokenize.detect_encoding(io.BytesIO(data).readline)
    if encoding in UTF_8_NAMES:
        return data
    before, line = b"".join(lines[:-1]), lines[-1]  # which is a comment, and nothing else
    ending = line[len(line.rstrip(b"\r\n")) :]
    return before + b"# coding: utf-8" + ending + data[len(before) + len(line) :]


def parsed_source(source: "Any", path: str, fullname: str) -> "Any":
    """The syntax tree (``ast.Module``) of a module's source."""
    options: dict[str, Any] = {"flags": ONLY_AST, "dont_inherit": True}
    if COMPILER_KNOWS_MODULE:
        options["module"] = fullname
    return _call_with_frames_removed(compile, source, path, "exec", **options)


def compiled(
    source: "Any", path: str, fullname: str | None = None, optimize: int = -1
) -> "CodeType":
    """Compile a module's source (text, bytes or syntax tree); futures are not inherited.

    Filters of syntax warnings go by ``fullname``, where the compiler can be told it.
    """
    options: dict[str, Any] = {"dont_inherit": True, "optimize": optimize}
    if COMPILER_KNOWS_MODULE:
        options["module"] = fullname
    code: CodeType = _call_with_frames_removed(compile, source, path, "exec", **options)
    return code


def naming_module(fullname: str) -> "tuple[str, ...]":
    """What follows data and path in a call of ``source_to_code``: the name, since 3.15."""
    return (fullname,) if COMPILER_KNOWS_MODULE else ()
