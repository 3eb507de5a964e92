"""The start of a child, as a program hands it to the system."""

from ..._engine import paths
from ..._engine.primitives import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from os import PathLike

    Word = str | bytes | PathLike[str] | PathLike[bytes]

PATH = b"PATH"
# Where the system looks when there is no PATH (confstr CS_PATH).
USUAL_FOLDERS = b"/bin:/usr/bin"


class Start:
    """Which file is to run, with which words, where, and in which environment.

    ``program`` is the file as the program names it; ``words`` are those of the child's command
    line, the first one its name.  ``folder`` is where the child begins.
    """

    __slots__ = ("environment", "folder", "program", "words")

    def __init__(
        self, program: str, words: "list[str]", folder: str, environment: "dict[bytes, bytes]"
    ) -> None:
        self.program = program
        self.words = words
        self.folder = folder
        self.environment = environment

    @property
    def file(self) -> str:
        """The file's path from here, which need not be where the child begins."""
        return beginning_in(self.folder, self.program)

    def running(self, program: str, words: "list[str]") -> "Start":
        """The same start, of another file."""
        return Start(program, words, self.folder, self.environment)

    def found(self, name: str) -> str | None:
        """The program that a name on the child's PATH stands for; None: there is none."""
        if "/" in name:
            return name
        folders = fsdecode(self.environment.get(PATH, USUAL_FOLDERS)).split(":")
        return first_program([f"{each or '.'}/{name}" for each in folders], self.folder)


def beginning_in(folder: str, path: str) -> str:
    """A path as seen from a folder; "" is the working directory."""
    return path if path.startswith("/") or not folder else f"{folder}/{path}"


def first_program(names: "Iterable[str]", folder: str) -> str | None:
    """The first of the files, as seen from the folder, that the system would run."""
    return next((name for name in names if is_program(beginning_in(folder, name))), None)


def is_program(file: str) -> bool:
    """May the file be executed?"""
    return paths.is_file(file) and os.access(file, os.X_OK)


def fsdecode(word: "Word") -> str:
    """A word as text, each byte kept."""
    from os import fsdecode

    return fsdecode(word)


def decoded(words: "Sequence[Word]") -> list[str]:
    """The words as text, each byte kept."""
    return [fsdecode(word) for word in words]
