"""Which ``except`` of a frame would take an error: read from its code's exception table."""

from .borders import MODULE_TYPE
from .opcodes import Opcodes, own_opcodes
from .statements import operand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

# A cleanup is COPY, POP_EXCEPT, RERAISE; the last of these has the entry for the outer handler.
RERAISE_IN_CLEANUP = 4
# The bits of a byte in an exception table.
BEGINS_ENTRY, MORE_FOLLOWS, NUMBER_BITS = 0x80, 0x40, 0x3F
LONGEST_TEST = 40  # instructions between an ``except`` and the test of its classes
NEVER: "tuple[Any, ...]" = ()


class Handlers:
    """Reads the handlers of frames."""

    def __init__(self) -> None:
        self._opcodes = own_opcodes()

    def candidates(
        self, frame: "FrameType", kind: type[BaseException]
    ) -> "list[tuple[int, bool]]":
        """Lines of handlers that may take such an error, raised where the frame is now.

        Innermost first, with True for the ``except`` that takes it, which is the last; False
        for a ``with``, whose context manager may, and for a clause that may raise it again.
        """
        found: list[tuple[int, bool]] = []
        target = self.handler(frame)
        if target is None or self._opcodes is None:
            return found
        table = frame.f_code.co_exceptiontable
        data = frame.f_code.co_code  # once: it is worked out anew for each who asks
        while target is not None:
            if data[target + 2] == self._opcodes.with_error:
                found.append((line_at(frame, target), False))
            elif (offset := self._taking(frame, data, target, kind)) is not None:
                takes = is_taken(data, offset, self._opcodes)
                if takes is not None:
                    found.append((line_at(frame, offset), takes))
                if takes:
                    return found
            cleanup = target_of(table, target)
            target = None if cleanup is None else target_of(table, cleanup + RERAISE_IN_CLEANUP)
        return found

    def handler(self, frame: "FrameType | None") -> int | None:
        """The offset of the handler around the place where the frame is; None: there is none."""
        if frame is None:
            return None
        return target_of(frame.f_code.co_exceptiontable, frame.f_lasti)

    def _taking(
        self, frame: "FrameType", data: bytes, target: int, kind: type[BaseException]
    ) -> int | None:
        """The offset of the clause, among those that begin at a target, that takes the error."""
        known = self._opcodes
        if known is None or data[target] != known.push_error:
            return None
        at = target + 2
        while at is not None:
            if data[at] == known.pop:  # except:
                return at
            test = self._test(frame, data, at)
            if test is None:
                return None
            after, classes = test
            if any(each in kind.__mro__ for each in classes):
                return after
            if data[after + 2] != known.jump:
                return None
            jump = after + 2
            at = jump + 2 * (1 + known.jump_caches + operand(data, jump, known))
        return None

    def _test(self, frame: "FrameType", data: bytes, at: int) -> "tuple[int, Any] | None":
        """The offset of CHECK_EXC_MATCH or CHECK_EG_MATCH, and the classes it tests for.

        None: there is no such test.
        """
        known = self._opcodes
        stack: list[Any] = []
        names = frame.f_code.co_names
        for _ in range(LONGEST_TEST):
            if known is None or at >= len(data):
                return None
            code, value = data[at], operand(data, at, known)
            if code in (known.check_match, known.check_group):
                found = stack.pop() if stack else NEVER
                return at, found if isinstance(found, tuple) else (found,)
            if code == known.load_name:
                stack.append(looked_up(frame, names[value]))
            elif code == known.load_global:
                stack.append(looked_up(frame, names[value >> 1]))
                at += 2 * known.global_caches
            elif code == known.load_attribute and stack:
                stack.append(attribute(stack.pop(), names[value >> known.attribute_shift]))
                at += 2 * known.attribute_caches
            elif code == known.build_tuple:
                stack[len(stack) - value :] = [tuple(stack[len(stack) - value :])]
            elif code not in (*known.extensions, known.build_list, known.copy, known.swap):
                return None  # the last three begin what ``except*`` does
            at += 2
        return None


def is_taken(data: bytes, clause: int, known: Opcodes) -> bool | None:
    """Does the clause keep an error that it takes?  None: it always raises it again.

    False where it may: there is a bare ``raise``, and a way past it.
    """
    codes, values = data[clause + 2 :: 2], data[clause + 3 :: 2]
    ends = [codes.find(each) for each in (known.pop_error, known.reraise, known.check_match)]
    end = min([each for each in ends if each >= 0], default=len(codes))  # of the clause
    at = codes.find(known.raise_again, 0, end)
    while at >= 0 and values[at]:  # it raises another error
        at = codes.find(known.raise_again, at + 1, end)
    if at < 0:
        return True
    return False if end == ends[0] else None


def looked_up(frame: "FrameType", name: str) -> "Any":
    """What a name means in a frame's globals; of no use (``NEVER``) where it means nothing."""
    for names in (frame.f_globals, frame.f_builtins):
        if name in names:
            return names[name]
    return NEVER


def attribute(owner: object, name: str) -> "Any":
    """An attribute of a module or class, read from its namespace: nothing of theirs is run."""
    if isinstance(owner, (MODULE_TYPE, type)):
        return owner.__dict__.get(name, NEVER)
    return NEVER


def target_of(table: bytes, offset: int) -> int | None:
    """Where an error raised at an offset of code goes on; None: out of the frame.

    ``table`` is an exception table: its entries are in the order of their starts, and do not
    overlap.
    """
    unit = offset // 2
    found, low, high = None, 0, len(table)  # the last entry that starts there or before
    while low < high:
        at = middle = (low + high) // 2
        while not table[at] & BEGINS_ENTRY:
            at -= 1
        if number_at(table, at)[0] <= unit:
            found, low = at, middle + 1
            while low < high and not table[low] & BEGINS_ENTRY:
                low += 1
        else:
            high = at
    if found is None:
        return None
    start, after = number_at(table, found)
    length, after = number_at(table, after)
    return None if unit >= start + length else 2 * number_at(table, after)[0]


def number_at(table: bytes, at: int) -> tuple[int, int]:
    """The number at an offset of the table, and the offset of what follows it.

    An entry has four: start, length, target (in code units), depth.  Six bits a byte, the
    highest first; one more bit says that another byte follows.
    """
    value = table[at] & NUMBER_BITS
    while table[at] & MORE_FOLLOWS:
        at += 1
        value = value << 6 | table[at] & NUMBER_BITS
    return value, at + 1


def line_at(frame: "FrameType", offset: int) -> int:
    """The line of the instruction at an offset of a frame's code."""
    # A traceback works it out in C; to look through co_lines takes as long as many imports.
    return TRACEBACK_TYPE(None, frame, offset, -1).tb_lineno or frame.f_code.co_firstlineno


def traceback_type() -> "Any":
    """types.TracebackType, without types."""
    try:
        raise LookupError
    except LookupError as error:
        return type(error.__traceback__)


TRACEBACK_TYPE = traceback_type()
