"""Asks a fresh interpreter, and brings home what it says."""

import os
import subprocess
import sys
import zipimport
from collections.abc import Sequence
from pathlib import Path

from .._engine import paths
from .._engine.primitives import marshal
from ..explaining.facts import Facts
from ..explaining.request import Request
from ..launching.command_line import CommandLine
from ..launching.environment import environment
from ..launching.launcher import kept_options
from ..launching.path_zero import real_path
from ..launching.plan import READY, Hook, Plan
from ..launching.starting import starting_command

PATIENCE = 5  # seconds, for an interpreter that has answered and does not end
STANDARD_ERROR = 2
# Options that are about a program, not about its imports.
LEFT_OUT = ("-i", "-x")


class NoAnswerError(Exception):
    """The interpreter ended before it could answer; the message says how."""


def ask(request: Request, hooks: Sequence[Hook] = ()) -> Facts:
    """The facts, from an interpreter started as this one was, in the working directory.

    ``hooks`` are called in it before the question is put.  What is printed there goes to
    standard error.  Raises NoAnswerError.
    """
    if not sys.executable:
        raise NoAnswerError("this interpreter does not know its own path: start it by that")
    reading, request.descriptor = os.pipe()
    with os.fdopen(reading, "rb") as stream:
        try:
            process = start(request, hooks)
        finally:
            os.close(request.descriptor)
        try:
            facts: Facts = marshal.load(stream)
        except (EOFError, ValueError, TypeError):
            raise NoAnswerError(f"the interpreter {how_it_ended(process.wait())}") from None
    see_it_end(process)
    return facts


def start(request: Request, hooks: Sequence[Hook]) -> "subprocess.Popen[bytes]":
    """Start the interpreter.  Raises NoAnswerError when the system refuses."""
    try:
        return subprocess.Popen(
            command(request, hooks),
            env=environment(),
            pass_fds=[request.descriptor],
            stdin=subprocess.DEVNULL,
            stdout=STANDARD_ERROR,
        )
    except OSError as error:
        message = f"cannot start {sys.executable}: {error.strerror}"
        raise NoAnswerError(message) from error


def command(request: Request, hooks: Sequence[Hook] = ()) -> list[str]:
    """The command line of the interpreter: ``python -c pass``, on thence, with the probe."""
    options = [word for word in kept_options() if word not in LEFT_OUT]
    line = CommandLine([sys.executable, *options, "-c", "pass"])
    hook = Hook(READY, "thence.explaining.probe", "answer", request.word())
    return starting_command(line, Plan(children=False, hooks=[*hooks, hook]))


def see_it_end(process: "subprocess.Popen[bytes]") -> None:
    """Wait for the end; a thread that a parent has started may keep it off for ever."""
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def how_it_ended(status: int) -> str:
    """An exit status in words."""
    how = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
    return f"{how} before it could answer"


def entry_of_script(file: str) -> str | None:
    """What ``python FILE`` puts first on ``sys.path``: FILE's folder, or FILE, if it is one.

    None: -P and the like leave the folder out.  Raises FileNotFoundError.
    """
    if paths.is_directory(file) or is_archive(file):
        return paths.absolute(file)
    if not Path(file).exists():
        raise FileNotFoundError(file)
    if sys.flags.safe_path:
        return None
    return paths.split(real_path(file))[0] or paths.SEPARATOR


def is_archive(file: str) -> bool:
    """Would the interpreter look for a program in the file?"""
    try:
        zipimport.zipimporter(paths.absolute(file))
    except zipimport.ZipImportError:
        return False
    return True
