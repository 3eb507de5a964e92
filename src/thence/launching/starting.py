"""The command line that starts the interpreter on thence."""

import sys

from .._engine import paths
from .._engine.primitives import os
from . import plan as planning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .command_line import CommandLine
    from .plan import Plan

# _pyrepl is the prompt, and runs as a module; before, the prompt was the interpreter's own.
PROMPT_IS_A_MODULE = sys.version_info >= (3, 13)


def folder() -> str:
    """The absolute path of the folder that holds this package's files."""
    return paths.split(paths.absolute(__file__))[0]


def start_file() -> str:
    """The absolute path of ``start.py``, which the interpreter runs in place of the program."""
    return paths.join(folder(), "start.py")


def starting_command(line: "CommandLine", plan: "Plan") -> list[str]:
    """The line that runs what ``line`` runs, on thence.

    The interpreter is given its options, and -S: thence has to be in force before ``site``,
    and this is the only start with a place for that.  ``boot`` takes the traces off.
    """
    options = [word for option in passed_on(line, plan) for word in option]
    command = [line.arguments[0], *options, "-S", start_file()]
    return [*command, *plan.words(), planning.END, *line.arguments[1:]]


def passed_on(line: "CommandLine", plan: "Plan") -> list[list[str]]:
    """The options for the interpreter itself."""
    # -x would skip the first line of start.py.
    left_out = [["-x"], ["-i"]] if plan.prompt else [["-x"]]
    kept = [option for option in line.options if option not in left_out]
    # Without a program, -i brings up the interpreter's own prompt, and must not before _pyrepl's.
    return [*kept, ["-i"]] if plan.prompt and not prompt_is_a_module(line) else kept


def prompt_is_a_module(line: "CommandLine") -> bool:
    """Whether ``python`` without a program would run ``_pyrepl``."""
    if not PROMPT_IS_A_MODULE or not is_terminal(0):
        return False
    reads_environment = line.switches.isdisjoint("EI")
    return not (reads_environment and os.environ.get(b"PYTHON_BASIC_REPL"))


def wants_prompt(line: "CommandLine") -> bool:
    """Whether nobody gave a program, and somebody types it."""
    return line.how == "stdin" and ("i" in line.switches or is_terminal(0))


def is_terminal(descriptor: int) -> bool:
    """Whether the descriptor is open, and a terminal."""
    try:
        return os.isatty(descriptor)
    except OSError:
        return False
