"""An import statement, read from the instructions that it was compiled to."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

    from .opcodes import Opcodes

    # Name as written, level (leading dots), from-list.
    Statement = tuple[str, int, tuple[str, ...]]


def import_at(code: "CodeType", at: int, known: "Opcodes") -> "Statement | None":
    """The import statement at an offset of code; None: there is none, or none that can be read.

    The instruction takes the from-list and the level, which the two before it load.
    """
    data = code.co_code
    if not 0 <= at < len(data) or data[at] != known.import_name:
        return None
    name = code.co_names[operand(data, at, known) >> known.import_shift]
    fromlist_at = before_extensions(data, at, known)
    level = value_at(code, before_extensions(data, fromlist_at, known), known)
    fromlist = value_at(code, fromlist_at, known)
    if not isinstance(level, int):
        return None
    return name, level, fromlist if isinstance(fromlist, tuple) else ()


def value_at(code: "CodeType", at: int, known: "Opcodes") -> "Any":
    """What the instruction at an offset loads; None where it is another one."""
    data = code.co_code
    if data[at] == known.load_constant:
        return code.co_consts[operand(data, at, known)]
    return data[at + 1] if data[at] == known.load_small_integer else None


def before_extensions(data: bytes, at: int, known: "Opcodes") -> int:
    """The offset of the instruction before the one at ``at`` and the extensions it has."""
    at -= 2
    while data[at] in known.extensions:
        at -= 2
    return at


def operand(data: bytes, at: int, known: "Opcodes") -> int:
    """The argument of an instruction, with what extends it."""
    value, shift = data[at + 1], 8
    at -= 2
    while at >= 0 and data[at] in known.extensions:
        value |= data[at + 1] << shift
        at, shift = at - 2, shift + 8
    return value
