"""Replaces the process by the interpreter, which runs the program on thence."""

import sys

from .._engine.primitives import os
from .command_line import CommandLine, NoProgramError
from .environment import environment
from .plan import Plan
from .starting import starting_command, wants_prompt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


class StartError(Exception):
    """The interpreter could not be started; the message says what to do."""


def launch(words: "Sequence[str]", plan: Plan) -> "NoReturn":
    """Run ``python *words`` on thence, in place of this process.

    The options that this interpreter was given hold, too, and come first.  A line that runs
    no program (``--version``) is left to the interpreter.

    Raises StartError; does not return.
    """
    arguments = [interpreter(), *kept_options(), *words]
    try:
        line = CommandLine(arguments)
    except NoProgramError:
        replace_process(arguments)
    replace_process(started(line, plan))


def started(line: CommandLine, plan: Plan) -> list[str]:
    """The command for the line, with a prompt where somebody types."""
    return starting_command(line, plan.at_prompt() if wants_prompt(line) else plan)


def interpreter() -> str:
    """The path of the running interpreter."""
    if not sys.executable:
        raise StartError(
            "this interpreter does not know its own path (sys.executable is empty); "
            "start it by its full path"
        )
    return sys.executable


def kept_options() -> list[str]:
    """The options that this interpreter itself was started with."""
    try:
        line = CommandLine(sys.orig_argv)
    except NoProgramError:
        return []
    return [word for option in line.options for word in option]


def replace_process(command: "Sequence[str]") -> "NoReturn":
    """Run the command in this process, under the same process id.

    Raises StartError when the system refuses.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    try:
        os.execve(sys.executable, list(command), environment())
    except OSError as error:
        raise StartError(f"cannot start {sys.executable}: {error.strerror}") from error
