"""From the bytes of a source file to text and to code."""

from ..primitives import io
from ..protocol_marks import _call_with_frames_removed
from ..versions import COMPILER_KNOWS_MODULE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any


def decode_source(source: "bytes | bytearray | memoryview") -> str:
    """The text of a source, by its byte order mark or coding line (PEP 263), with Unix newlines.

    Raises SyntaxError for an unknown encoding, UnicodeDecodeError.
    """
    import tokenize  # as late as possible: it brings re

    lines = io.BytesIO(source).readline
    encoding, _ = tokenize.detect_encoding(lines)
    newlines = io.IncrementalNewlineDecoder(None, translate=True)
    return str(newlines.decode(bytes(source).decode(encoding)))


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
