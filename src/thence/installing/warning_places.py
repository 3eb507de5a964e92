"""Where the interpreter's own import system warns from: file, line, registry.

Programs filter warnings by module and line, and each place warns once: while thence is
installed, its warnings come from the same places.
"""

from ..classes import interpreters_modules
from ..process import process_system
from .counterparts import Counterparts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any


class Warnings:
    """Lets thence's warnings say that they come from where the interpreter's do."""

    def __init__(self, counterparts: Counterparts) -> None:
        # importlib's name -> the interpreter's object, which is replaced while installed
        self._originals = {name: theirs for _, name, theirs, _ in counterparts.names}

    def do(self) -> None:
        """The process's system asks for the place of each warning."""
        process_system._state.warning_place = self.place_of

    def undo(self) -> None:
        """Its warnings come from thence's own files."""
        process_system._state.warning_place = None

    def place_of(self, function: str) -> "tuple[dict[str, Any], str, int] | None":
        """(namespace of the module, file, line), or None for a function that does not warn.

        ``function`` is a name, or ``Class.method``; ``#2`` behind it means its second warning.
        """
        thing: Any = None
        function, _, ordinal = function.partition("#")
        for part in function.split("."):
            thing = getattr(thing, part, None) if thing else self._original(part)
        code: CodeType | None = getattr(thing, "__code__", None)
        if code is None or (line := line_of_warning(code, int(ordinal or 1))) is None:
            return None
        return thing.__globals__, code.co_filename, line

    def _original(self, name: str) -> "Any":
        if name in self._originals:
            return self._originals[name]
        for module in interpreters_modules():
            if name in vars(module):
                return vars(module)[name]
        return None


def line_of_warning(code: "CodeType", ordinal: int) -> int | None:
    """The line in which a function loads something's attribute ``warn`` for the nth time."""
    if "warn" not in code.co_names:
        return None
    wanted = code.co_names.index("warn")
    shifts = attribute_loads()
    lines = [
        line_at(code, at)
        for at in range(0, len(code.co_code), 2)
        if code.co_code[at] in shifts
        and code.co_code[at + 1] >> shifts[code.co_code[at]] == wanted
    ]
    return lines[ordinal - 1] if len(lines) >= ordinal else None


def attribute_loads() -> dict[int, int]:
    """Opcodes that load an attribute or a method -> how far their argument is shifted.

    Read off samples, since the table of opcodes would have to be imported.
    """
    loads = {}
    for call in ("", "()"):
        first = compile(f"x.x{call}", "", "eval").co_code
        second = compile(f"x.warn{call}", "", "eval").co_code
        # They differ in one byte only: which of the names is the attribute's.
        at = next(at for at, byte in enumerate(second) if byte != first[at])
        loads[second[at - 1]] = 0 if second[at] == 1 else 1
    return loads


def line_at(code: "CodeType", offset: int) -> int | None:
    """The line of the instruction at an offset."""
    for start, end, line in code.co_lines():
        if start <= offset < end:
            return line
    return None
