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


def launch(words: "Sequence[str]", plan: Plan, python: str | None = None) -> "NoReturn":
    """Run ``python *words`` on thence, in place of this process.

    ``python`` is the path of an interpreter, by default of this one.  The options that this
    interpreter was given hold, too, and come first.  A line that runs no program
    (``--version``) is left to the interpreter.

    Raises StartError; does not return.
    """
    replace_process(launching_command(words, plan, python), python)


def launching_command(words: "Sequence[str]", plan: Plan, python: str | None = None) -> list[str]:
    """The command that ``launch`` runs.  Raises StartError."""
    arguments = [python or interpreter(), *kept_options(), *words]
    try:
        line = CommandLine(arguments)
    except NoProgramError:
        return arguments
    return started(line, plan)


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


def replace_process(command: "Sequence[str]", python: str | None = None) -> "NoReturn":
    """Run the command in this process, under the same process id.

    ``python`` is the path of an interpreter, by default of this one.  Raises StartError when
    the system refuses.
    """
    file = python or sys.executable
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    try:
        os.execve(file, list(command), environment())
    except OSError as error:
        raise StartError(f"cannot start {file}: {error.strerror}") from error
