"""Sources in a program that ``thence run`` starts, and in its children: called by its hooks."""

import sys

from .._engine.primitives import marshal
from ..process import process_system
from .policy import Sources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Wish:
    """What a command line asks for; it travels as one word of another command line.

    ``first`` and ``last`` are path entries to be put before and behind all others, ``options``
    is what ``Sources`` is called with.
    """

    __slots__ = ("first", "last", "options")

    def __init__(
        self,
        first: "list[str] | None" = None,
        last: "list[str] | None" = None,
        options: "dict[str, Any] | None" = None,
    ) -> None:
        self.first = first or []
        self.last = last or []
        self.options = options or {}

    def word(self) -> str:
        """The wish as a word of hexadecimal digits.

        >>> Wish.from_word(Wish(["https://h/lib"]).word()).first
        ['https://h/lib']
        """
        return marshal.dumps((self.first, self.last, self.options)).hex()

    @classmethod
    def from_word(cls, word: str) -> "Wish":
        """The wish that a word stands for."""
        return cls(*marshal.loads(bytes.fromhex(word)))


def attach(word: str) -> None:
    """Let the process import from the sources that were wished for, if they get on its path."""
    wish = Wish.from_word(word)
    Sources(**wish.options).attach(process_system)


def extend_path(word: str) -> None:
    """Put the entries on ``sys.path``; a program that is one of them is there already."""
    wish = Wish.from_word(word)
    sys.path[:0] = [entry for entry in wish.first if entry not in sys.path]
    sys.path += [entry for entry in wish.last if entry not in sys.path]
