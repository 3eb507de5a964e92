"""Starts of children: which run this interpreter, and how they read on thence."""

from ..._engine import paths
from ..._engine.primitives import os
from ..command_line import CommandLine, NoProgramError
from ..starting import start_file, starting_command
from .between import is_script, line_of_interpreter
from .interpreters import is_named_as_one
from .outside import PYTHONPATH, marks
from .starts import Start, decoded, first_program, fsdecode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..plan import Plan
    from .starts import Word

    Environment = Mapping[Word, Word] | list[bytes] | tuple[bytes, ...] | None

NAME = "thence"


class Changed:
    """What is to be handed to the system in the place of what was given; None: just that."""

    __slots__ = ("environment", "program", "words")

    def __init__(
        self,
        program: str | None = None,
        words: "list[str] | None" = None,
        environment: "dict[bytes, bytes] | None" = None,
    ) -> None:
        self.program = program
        self.words = words
        self.environment = environment


class Rewriting:
    """Rewrites the starts of children, by one plan."""

    def __init__(self, plan: "Plan") -> None:
        self._plan = plan

    @property
    def is_everywhere(self) -> bool:
        """Are interpreters followed that other programs start?"""
        return self._plan.everywhere

    def rewritten(
        self,
        programs: "Iterable[Word | int]",
        words: "Sequence[Word]",
        folder: "Word | None" = None,
        environment: "Environment" = None,
    ) -> Changed:
        """What is to be started instead.

        ``programs`` are the files that the system tries in turn; ``folder`` is where the child
        begins.  None stands for this process's own folder, and environment.
        """
        try:
            start = start_of(programs, words, folder, environment)
            return Changed() if start is None else self._changed(start)
        except NoProgramError:
            return Changed()
        except Exception:  # noqa: BLE001 - the child matters more than what it runs on
            return Changed()

    def marks(self, pythonpath: bytes | None) -> dict[bytes, bytes]:
        """Variables for a program that may start this interpreter; see ``outside``."""
        return marks(pythonpath, self._plan)

    def _changed(self, start: Start) -> Changed:
        found = line_of_interpreter(start)
        if found is None:
            return self._of_other_program(start)
        behind, place = found
        line = CommandLine(behind.words[place:])
        if runs_thence_itself(line):
            return Changed()
        program = None if behind.program == start.program else behind.program
        return Changed(program, [*behind.words[:place], *starting_command(line, self._plan)])

    def _of_other_program(self, start: Start) -> Changed:
        """It may start this interpreter; so may a script that is called ``python`` (pyenv's)."""
        is_other_python = is_named_as_one(paths.split(start.program)[1]) and not is_script(start)
        if not self.is_everywhere or is_other_python:
            return Changed()
        own = self.marks(start.environment.get(PYTHONPATH))
        return Changed(environment=start.environment | own)


def start_of(
    programs: "Iterable[Word | int]",
    words: "Sequence[Word]",
    folder: "Word | None",
    environment: "Environment",
) -> Start | None:
    """The start of the first of the files that is a program; None: there is none, or no name."""
    names = []
    for program in programs:
        if isinstance(program, int):
            return None  # an open file: it has no name to be known by
        names.append(fsdecode(program))
    where = fsdecode(folder) if folder is not None else ""
    first = first_program(names, where)
    return None if first is None else Start(first, decoded(words), where, variables(environment))


def variables(environment: "Environment") -> dict[bytes, bytes]:
    """An environment, as each of the system's functions wants it, as names and values."""
    from os import fsencode

    if environment is None:
        return dict(os.environ)
    if isinstance(environment, (list, tuple)):
        pairs = [fsencode(each).partition(b"=")[::2] for each in environment]
    else:
        pairs = [(fsencode(name), fsencode(environment[name])) for name in environment]
    return dict(pairs)


def runs_thence_itself(line: CommandLine) -> bool:
    """Whether the line is a launcher of thence's, or was rewritten already."""
    if line.how == "module":
        return line.what == NAME or line.what.startswith(f"{NAME}.")
    if line.how != "script":
        return False
    return line.what == start_file() or paths.split(line.what)[1] == NAME
