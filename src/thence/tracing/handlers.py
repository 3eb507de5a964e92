"""Which ``except`` of a frame would take an error: read from its code's exception table."""

from .borders import MODULE_TYPE
from .opcodes import NONE
from .statements import operand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType
    from typing import Any

    from .opcodes import Opcodes

# A cleanup is COPY, POP_EXCEPT, RERAISE; the last of these has the entry for the outer handler.
RERAISE_IN_CLEANUP = 4
# The bits of a byte in an exception table.
BEGINS_ENTRY, MORE_FOLLOWS, NUMBER_BITS = 0x80, 0x40, 0x3F
LONGEST_TEST = 40  # instructions between an ``except`` and the test of its classes
UNKNOWN = object()  # in the place of a class
FROM_CAUSE = 2  # what ``raise error from cause`` has two of


def candidates(
    frame: "FrameType", kind: type[BaseException], known: "Opcodes | None"
) -> "list[tuple[int, bool]]":
    """Lines of handlers that may take such an error, raised where the frame is now.

    Innermost first, with True for the ``except`` that takes it, which is the last; False
    for a ``with``, whose context manager may, for a clause that may raise it again, for one
    whose classes are not known, and for a ``finally`` that may go on elsewhere.
    """
    found: list[tuple[int, bool]] = []
    target = handler(frame)
    if target is None or known is None:
        return found
    table = frame.f_code.co_exceptiontable
    data = frame.f_code.co_code  # once: it is worked out anew for each who asks
    while target is not None:
        if data[target + 2] == known.with_error:
            found.append((line_at(frame, target), False))
        elif data[target] == known.push_error:
            for offset, takes in clauses(frame, data, target, kind, known):
                found.append((line_at(frame, offset), takes))
            if found and found[-1][1]:
                return found
        cleanup = target_of(table, target)
        target = None if cleanup is None else target_of(table, cleanup + RERAISE_IN_CLEANUP)
    return found


def handler(frame: "FrameType | None") -> int | None:
    """The offset of the handler around the place where the frame is; None: there is none."""
    if frame is None:
        return None
    return target_of(frame.f_code.co_exceptiontable, frame.f_lasti)


def clauses(
    frame: "FrameType", data: bytes, target: int, kind: type[BaseException], known: "Opcodes"
) -> "Iterator[tuple[int, bool]]":
    """The offsets of the clauses that begin at a target and may keep the error.

    With True for one that does, which is the last.
    """
    at = target + 2
    while data[at] != known.pop:
        test = class_test(frame, data, at, known)
        if test is None:
            if at == target + 2 and (left := left_at(data, at, known)) is not None:
                yield left, False
            return
        after, classes = test
        is_sure = have_in_common(classes, kind.__mro__)
        if is_sure or have_in_common(classes, (UNKNOWN,)):
            keeps = is_kept(data, after, known)
            if keeps is not None:
                yield after, keeps and is_sure
        if is_sure or data[after + 2] != known.jump:
            return
        jump = after + 2
        at = jump + 2 * (1 + known.jump_caches + operand(data, jump, known))
    keeps = is_kept(data, at, known)  # except:
    if keeps is not None:
        yield at, keeps


def class_test(
    frame: "FrameType", data: bytes, at: int, known: "Opcodes"
) -> "tuple[int, tuple[Any, ...]] | None":
    """The offset of CHECK_EXC_MATCH or CHECK_EG_MATCH, and the classes it tests for.

    ``UNKNOWN`` stands for one that is not read from globals; None: there is no such test.
    """
    stack: list[Any] = []
    names = frame.f_code.co_names
    for _ in range(LONGEST_TEST):
        if at >= len(data):
            return None
        code, value = data[at], operand(data, at, known)
        if code in (known.check_match, known.check_group):
            found: Any = stack.pop() if stack else UNKNOWN
            return at, found if issubclass(type(found), tuple) else (found,)
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
            # The last three begin what ``except*`` does.
            test = test_after(data, at, known)
            return None if test is None else (test, (UNKNOWN,))
        at += 2
    return None


def have_in_common(these: "tuple[Any, ...]", those: "tuple[Any, ...]") -> bool:
    """Have both one of the same?  No comparison of theirs is called."""
    return any(one is other for one in these for other in those)


def test_after(data: bytes, at: int, known: "Opcodes") -> int | None:
    """Where the test of a clause is whose expression goes on at an offset; None: it is none."""
    for each in range(at, min(len(data), at + 2 * LONGEST_TEST), 2):
        if data[each] in (known.check_match, known.check_group):
            return each
        if data[each] in (known.push_error, known.pop_error, known.reraise, known.raise_again):
            return None
    return None


def left_at(data: bytes, at: int, known: "Opcodes") -> int | None:
    """Where a ``finally`` lets go of the error, if it does: by ``return``, for example."""
    for each in range(at, len(data), 2):
        if data[each] == known.pop_error:
            return each
        if data[each] in (known.reraise, known.check_match, known.check_group):
            return None
    return None


def is_kept(data: bytes, clause: int, known: "Opcodes") -> bool | None:
    """Does the clause keep an error that it takes?  None: it always raises it again.

    False where it may: it raises it in one place, and there is a way past that.
    """
    first = clause + 2
    # The instructions without their arguments: bytes are searched many times as fast as looked at.
    codes = data[first::2]
    ends = [codes.find(each) for each in (known.pop_error, known.reraise, known.check_match)]
    end = min([at for at in ends if at >= 0], default=len(codes))
    is_left = end == ends[0]
    loads: tuple[bytes, ...] | None = None
    at = codes.find(known.raise_again, 0, end)
    while at >= 0:
        if loads is None:
            loads = loads_of_error(data, clause, known)
        if is_raised(data, first + 2 * at, loads, known):
            return False if is_left else None
        at = codes.find(known.raise_again, at + 1, end)
    return True


def is_raised(data: bytes, at: int, loads: "tuple[bytes, ...]", known: "Opcodes") -> bool:
    """Is it the error itself that is raised here: ``raise``, ``raise error [from None]``?"""
    parts = data[at + 1]
    if parts == FROM_CAUSE and data[at - 2] not in known.constants:
        return False
    return parts == 0 or data[at - 2 * parts : at - 2 * parts + 2] in loads


def loads_of_error(data: bytes, clause: int, known: "Opcodes") -> "tuple[bytes, ...]":
    """The instructions that load the name that a clause gives to the error, if it does."""
    first = clause + 2
    if data[first] == known.jump:
        first += 2 * (1 + known.jump_caches)
    for at in range(first, min(first + 4, len(data)), 2):  # some versions put one in between
        name = data[at + 1]
        if data[at] == known.store_local:
            locals_ = known.load_local, known.load_local_checked, known.load_local_borrowed
            return tuple([bytes((each, name)) for each in locals_ if each != NONE])
        if data[at] == known.store_name:
            return (bytes((known.load_name, name)),)
        if data[at] == known.store_load_local and name >> 4 == name & 0xF:
            return (data[at : at + 2],)
    return ()


def looked_up(frame: "FrameType", name: str) -> "Any":
    """What a name means in a frame's globals."""
    for names in (frame.f_globals, frame.f_builtins):
        if name in names:
            return names[name]
    return UNKNOWN


def attribute(owner: object, name: str) -> "Any":
    """An attribute of a module or class, read from its namespace: nothing of theirs is run."""
    if isinstance(owner, (MODULE_TYPE, type)):
        return owner.__dict__.get(name, UNKNOWN)
    return UNKNOWN


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
