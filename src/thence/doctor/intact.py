"""The builtins as the doctor found them, for as long as he works."""

import sys

# Kept: a program may have taken it away.
from builtins import Exception  # noqa: A004

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


OFTEN_USED = ("dict", "getattr", "isinstance", "len", "list", "set", "str", "type")
# What programs replace on purpose, for all of their threads; the doctor does without them.
HOOKS = ("__import__", "breakpoint", "input", "open", "print")


class Builtins:
    """Kept from before the program can change them.

    Nothing here is looked up among the builtins after that: a program may have put None there.
    """

    __slots__ = ("_callable", "_class", "_found", "_is", "_names", "_used", "import_function")

    def __init__(self) -> None:
        self._callable, self._is, self._class = callable, isinstance, type
        self._names: dict[str, Any] = sys.modules["builtins"].__dict__
        self.import_function: Any = self._names.get("__import__")
        found = {name: it for name, it in self._names.items() if callable(it)}
        self._found = {name: it for name, it in found.items() if name not in HOOKS}
        self._used = [(name, self._found[name]) for name in OFTEN_USED]

    def are_intact(self) -> bool:
        """Are those there without which no import can be listened to?  Asked at each."""
        for name, found in self._used:  # noqa: SIM110 - all() is a builtin
            if self._names.get(name) is not found:
                return False
        return True

    def lend(self, act: "Callable[..., None]", *arguments: "Any") -> None:
        """Call ``act`` with those that it needs.

        What the program has replaced by something that serves is left alone, unless ``act``
        raises with it: other threads see what stands here.
        """
        taken = self.put_back()
        try:
            try:
                act(*arguments)
            except Exception:
                replaced = self.put_back(replaced=True)
                taken = {**taken, **replaced}
                if not replaced:
                    raise
                act(*arguments)
        finally:
            self.take_away(taken)

    def put_back(self, *, replaced: "bool" = False) -> "dict[str, Any]":
        """Have those back that are gone or of no use; returns what stood there.

        With ``replaced``, also what the program has replaced by something that may be of use.
        """
        taken: dict[str, Any] = {}
        for name, found in self._found.items():
            there = self._names.get(name, self)
            if there is found or (self._serves(there, found) and not replaced):
                continue
            taken[name] = there
            self._names[name] = found
        return taken

    def _serves(self, there: "object", found: "object") -> "bool":
        """Can it stand for what was found?  Only a class can be caught, or asked for."""
        if not self._callable(there):
            return False
        return not self._is(found, self._class) or self._is(there, self._class)

    def take_away(self, taken: "dict[str, Any]") -> None:
        """Leave the builtins as ``put_back`` found them."""
        for name, there in taken.items():
            if there is self:
                del self._names[name]
            else:
                self._names[name] = there
