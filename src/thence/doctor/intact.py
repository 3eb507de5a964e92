"""The builtins as the doctor found them, for as long as he works."""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


OFTEN_USED = ("dict", "getattr", "isinstance", "len", "list", "set", "str", "type")


class Builtins:
    """Kept from before the program can change them.

    Nothing here is looked up among the builtins after that: a program may have put None there.
    """

    __slots__ = ("_callable", "_found", "_names", "_used")

    def __init__(self) -> None:
        self._callable = callable
        self._names: dict[str, Any] = sys.modules["builtins"].__dict__
        self._found = {name: it for name, it in self._names.items() if callable(it)}

        self._used = [(name, self._found[name]) for name in OFTEN_USED]

    def are_intact(self) -> bool:
        """Are those there without which no import can be listened to?  Asked at each."""
        for name, found in self._used:  # noqa: SIM110 - all() is a builtin
            if self._names.get(name) is not found:
                return False
        return True

    def put_back(self) -> "dict[str, Any]":
        """Have those back that are gone or cannot be called; returns what stood there.

        What the program has replaced by something that can be called is left alone.
        """
        taken: dict[str, Any] = {}
        for name, found in self._found.items():
            there = self._names.get(name, self)
            if there is not found and not self._callable(there):
                taken[name] = there
                self._names[name] = found
        return taken

    def take_away(self, taken: "dict[str, Any]") -> None:
        """Leave the builtins as ``put_back`` found them."""
        for name, there in taken.items():
            if there is self:
                del self._names[name]
            else:
                self._names[name] = there
