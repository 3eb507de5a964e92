"""Room for the frames of a program, in the piece of memory of its first one.

Before 3.14 the interpreter keeps the frames of a thread in pieces of 16 KB.  A call that has no
room in the last of them maps another one, and unmaps it when it returns: at some depths each call
does so anew, and imports call from all depths.  A frame that is larger than a piece gets one of
the next power of two, and those above it lie in what is left: here as much as in eight pieces.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FunctionType
    from typing import Any

NEEDS_ROOM = sys.version_info < (3, 14)
STACK_SIZE = 16_400  # of 8 bytes: half of 256 KB, and a little; nobody writes to it


def with_room(code: "CodeType") -> "CodeType":
    """The same code, whose frame leaves room for others.

    >>> exec(with_room(compile("answer = 42", "<here>", "exec")), names := {})
    >>> names["answer"]
    42
    """
    return code.replace(co_stacksize=STACK_SIZE + code.co_stacksize) if NEEDS_ROOM else code


def function_with_room(function: "FunctionType") -> "Any":
    """A function that does the same, in a frame that leaves room for others.

    >>> function_with_room(with_room).__name__
    'with_room'
    """
    copy = type(function)(
        with_room(function.__code__),
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    copy.__qualname__ = function.__qualname__
    return copy
