"""Statements that the module cache serves: the interpreter answers these without a call.

Only where a recording is to know them, too: something that can be called stands in the place of
``builtins.__import__``, looks at who asks, and lets the interpreter call the original.
"""

import builtins
import sys

from .._engine.names import absolute_name
from .._engine.primitives import weakref
from .borders import MISSING, namespace_of
from .opcodes import own_opcodes
from .statements import import_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, FrameType
    from typing import Any, Protocol

    class Told(Protocol):
        """Who is told: a recorder."""

        def is_made(self, fullname: str) -> bool:
            """Is the module in the cache, and complete?"""

        def served(self, fullname: str, frame: FrameType) -> None:
            """The cache has the module that the frame's statement asks for."""


NAMES = ("__doc__", "__module__", "__name__", "__qualname__", "__self__", "__text_signature__")


class Call:
    """What the interpreter asks for when it calls the stand-in: it gets the original.

    So no frame of the stand-in lies between a statement and the module that it loads: tracebacks,
    ``warnings.warn(stacklevel=2)`` and the depth of recursion are as ever.
    """

    def __get__(self, stand_in: "ImportFunction | None", _kind: type | None = None) -> "Any":
        if stand_in is None:
            return self
        if stand_in.told is not None:
            stand_in.look(sys._getframe(1))
        return stand_in.__wrapped__


class ImportFunction:
    """In the place of ``builtins.__import__``; ``told`` is None when nobody listens any more."""

    __call__ = Call()

    def __init__(self, told: "Told", put_aside: "Callable[[Exception], None]") -> None:
        self.told: Told | None = told
        self._put_aside = put_aside
        self.__wrapped__: Any = builtins.__import__
        for name in NAMES:
            if hasattr(self.__wrapped__, name):
                setattr(self, name, getattr(self.__wrapped__, name))
        self._opcodes = own_opcodes()
        # Statements that need no second look: identity of code -> that code, offsets in it.
        self._seen: dict[int, tuple[weakref.ref[CodeType], set[int]]] = {}

    def __repr__(self) -> str:
        return repr(self.__wrapped__)

    def __reduce__(self) -> str:
        return "__import__"

    def look(self, frame: "FrameType") -> None:
        """Tell of a statement that the cache serves, the first time."""
        known = self._seen.get(id(frame.f_code))
        if known is not None and frame.f_lasti in known[1] and known[0]() is frame.f_code:
            return
        try:
            self._look_at_new(frame)
        except RecursionError:  # the program has no more room; it may handle that
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
            self.told = None
            self._put_aside(error)

    def _look_at_new(self, frame: "FrameType") -> None:
        code, told, known = frame.f_code, self.told, self._opcodes
        statement = None if known is None else import_at(code, frame.f_lasti, known)
        if statement is not None and told is not None:
            name, level, items = statement
            fullname = absolute_name(name, package_of(frame), level) if level else name
            if not told.is_made(fullname):
                return  # others tell of it
            told.served(fullname, frame)
            for submodule in submodules(fullname, items):
                if told.is_made(submodule):
                    told.served(submodule, frame)
        ref, offsets = self._seen.get(id(code), (None, None))
        if ref is None or offsets is None or ref() is not code:
            ref, offsets = weakref.ref(code), set()
            self._seen[id(code)] = ref, offsets
        offsets.add(frame.f_lasti)

    def begin_anew(self) -> None:
        """After a fork: nothing was told of this process."""
        self._seen.clear()


def package_of(frame: "FrameType") -> str:
    """What a relative name in the frame is relative to; as the statement works it out (5.7)."""
    package = frame.f_globals.get("__package__")
    if package is None:
        package = getattr(frame.f_globals.get("__spec__"), "parent", None)
    if package is None:
        package = frame.f_globals["__name__"]
        if "__path__" not in frame.f_globals:
            package = package.rpartition(".")[0]
    return str(package)


def submodules(fullname: str, items: tuple[str, ...]) -> "list[str]":
    """Names of a from-list that stand for modules, if the cache has them."""
    if not items:
        return []
    module: Any = sys.modules.get(fullname, MISSING)
    if not isinstance(module, type(sys)) or "__path__" not in namespace_of(module):
        return []
    return [f"{fullname}.{item}" for item in items if f"{fullname}.{item}" in sys.modules]
