"""Command lines of children: which start this interpreter, and how they read on thence."""

from ..._engine import paths
from ..command_line import CommandLine, NoProgramError
from ..starting import start_file, starting_command
from .interpreters import is_this_interpreter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from os import PathLike

    from ..plan import Plan

    Word = str | bytes | PathLike[str] | PathLike[bytes]


class Rewriting:
    """Rewrites the command lines of children, by one plan."""

    def __init__(self, plan: "Plan") -> None:
        self._plan = plan

    def rewritten(
        self, programs: "Iterable[Word | int]", arguments: "Sequence[Word]"
    ) -> "Sequence[Word]":
        """The line for a child; the one that was given, if the child is not to run on thence.

        ``programs`` are the files that the system tries in turn, the first that exists wins.
        """
        try:
            if not starts_this_interpreter(programs):
                return arguments
            line = CommandLine(decoded(arguments))
            return arguments if runs_thence_itself(line) else starting_command(line, self._plan)
        except NoProgramError:
            return arguments
        except Exception:  # noqa: BLE001 - the child matters more than what it runs on
            return arguments


def starts_this_interpreter(programs: "Iterable[Word | int]") -> bool:
    """Whether the first of the files that exists is the running interpreter."""
    import os

    for program in programs:
        if isinstance(program, int):
            return False  # an open file: it has no name to be known by
        file = os.fsdecode(program)
        if exists(file):
            return is_this_interpreter(file)
    return False


def exists(file: str) -> bool:
    """Whether there is such a file, or folder."""
    try:
        paths.stat(file)
    except OSError:
        return False
    return True


def decoded(arguments: "Sequence[Word]") -> list[str]:
    """The words as text, each byte kept."""
    import os

    return [os.fsdecode(word) for word in arguments]


def runs_thence_itself(line: CommandLine) -> bool:
    """Whether the line is a launcher of thence's, or was rewritten already."""
    if line.how == "module":
        return line.what == "thence" or line.what.startswith("thence.")
    return line.how == "script" and line.what == start_file()
