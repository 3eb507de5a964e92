"""COMMAND in ``thence trace COMMAND ...``: a program on PATH, or what would follow ``python``.

For the command that launches; the launched process never loads this module.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .children.interpreters import is_this_interpreter

MAIN_FILES = ("__main__.py", "__main__.pyc")
OLDEST = (3, 11)
# How programs begin: those of Linux (ELF), of macOS (Mach-O, and several in one) and of Windows.
NATIVE = (
    b"\x7fELF",
    *(b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"),
    b"\xca\xfe\xba\xbe",
    b"MZ\x90\x00",
)
EXEC = "'''exec'"  # how pip and uv begin the second line of a script that sh is to start


class CommandError(Exception):
    """The command cannot be run on thence; the message says why, and what to do."""


class Command:
    """What to run: ``interpreter *words``.

    ``interpreter`` is an absolute path; ``words`` are its options, the program, its arguments.
    """

    __slots__ = ("interpreter", "words")

    def __init__(self, interpreter: str, words: Sequence[str]) -> None:
        self.interpreter = interpreter
        self.words = list(words)

    def __repr__(self) -> str:
        return f"Command({self.interpreter!r}, {self.words!r})"


def find_command(words: Sequence[str]) -> Command:
    """What ``words`` ask to run.

    A first word that begins with ``-``, or is an existing script, archive or folder with a
    ``__main__``, goes to this Python.  Any other is looked up on PATH, or is the path of what is
    installed: an interpreter is one; a script runs on the interpreter of its first line.

    Raises CommandError.
    """
    if not words or words[0].startswith("-"):
        return Command(sys.executable, words)
    is_path = is_program(words[0])
    if is_path and not is_installed(words[0]):
        if is_native(words[0]):
            raise no_python_program(words[0])
        return Command(sys.executable, words)
    file = str(Path(words[0]).absolute()) if is_path else found_on_path(words[0])
    arguments = words[1:]
    if is_interpreter(file):
        return Command(checked(file, file), arguments)
    interpreter, *options = interpreter_of(file)
    return Command(checked(interpreter, file), [*options, file, *arguments])


def is_program(word: str) -> bool:
    """Would ``python WORD`` find something to run?"""
    path = Path(word)
    if path.is_dir():
        return any((path / name).exists() for name in MAIN_FILES)
    return path.exists()


def is_installed(word: str) -> bool:
    """Is the file an interpreter, or a script that lies beside that of its first line?

    So do the scripts of an environment.  The first line of any other may name whatever Python
    its author had: that is no wish to leave this one.
    """
    path = Path(word)
    if not path.is_file() or not os.access(path, os.X_OK):
        return False
    try:
        if is_our_own(word) or not first_lines(word)[0].startswith("#!"):
            return is_named_python(word)
        interpreter = Path(interpreter_of(word)[0])
    except CommandError:
        return False
    return interpreter.exists() and interpreter.parent.samefile(path.absolute().parent)


def found_on_path(word: str) -> str:
    """The absolute path of the program that a shell would start."""
    file = shutil.which(word)
    if file is None and Path(word).is_dir():
        raise CommandError(
            f"the folder {word!r} has no __main__.py: Python finds nothing to run in it\n"
            f"  name a file of it, say: {Path(word) / 'main.py'}"
        )
    if file is None:
        raise CommandError(
            f"there is no file {word!r} here, and no program of that name on PATH\n"
            "  for a module, say: -m NAME"
        )
    return str(Path(file).absolute())


def is_interpreter(file: str) -> bool:
    """Is the file the interpreter of a Python, and no script?"""
    if is_our_own(file):
        return True
    if first_lines(file)[0].startswith("#!"):
        return False
    if is_named_python(file):
        return True
    raise no_python_program(file)


def no_python_program(file: str) -> CommandError:
    """The error about a program that no Python can run."""
    name = Path(file).name
    return CommandError(
        f"{file} is no Python program: thence runs Python programs only\n"
        f"  where it starts one, let it start thence: {name} ... python -m thence ..."
    )


def is_native(word: str) -> bool:
    """Is this a file of machine code?  Python would take it for a script in no known encoding."""
    path = Path(word)
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(4).startswith(NATIVE)


def is_our_own(file: str) -> bool:
    """Is the file what started this Python?  It may be a script that starts the real one."""
    return Path(file).resolve() == Path(sys.executable).resolve()


def is_named_python(file: str) -> bool:
    """Is the file, or what it links to, called as interpreters are?"""
    return any(path.name.startswith("python") for path in (Path(file), Path(file).resolve()))


def first_lines(file: str) -> tuple[str, str]:
    """The two lines at the start of a file; what is no text, each byte kept."""
    with Path(file).open("rb") as stream:
        first, second = stream.readline(1024), stream.readline(1024)
    return os.fsdecode(first), os.fsdecode(second)


def interpreter_of(file: str) -> list[str]:
    """The interpreter that a script's first lines name, and its options.

    Understood are ``#!/path/python -s``, ``#!/usr/bin/env python3`` and what pip and uv write
    for paths that the system would not take: ``#!/bin/sh`` and an ``exec`` in the second line.
    """
    first, second = first_lines(file)
    words = first.removeprefix("#!").split()
    name = Path(words[0]).name if words else ""
    if name == "env":
        words = [word for word in words[1:] if word not in ("-S", "--split-string")]
        words[:1] = [found_on_path(word) for word in words[:1]]
    elif name == "sh" and second.startswith(EXEC):
        words = executed_by_shell(file, second)
    if not words or not is_named_python(words[0]):
        raise CommandError(
            f"{file} is no Python program: its first line names {' '.join(words) or 'nothing'}\n"
            "  thence runs Python programs only, and the Python programs that they start"
        )
    return words


def executed_by_shell(file: str, line: str) -> list[str]:
    """The words before ``"$0"`` in a line such as ``'''exec' "/a path/python" "$0" "$@"``."""
    command = line.removeprefix(EXEC).partition('"$0" "$@"')[0]
    if "$(dirname" in command:  # beside the script, links followed
        name, *options = shlex.split(command.rpartition("/")[2])
        return [str(Path(file).resolve().parent / name), *options]
    return shlex.split(command)


def checked(interpreter: str, file: str) -> str:
    """The interpreter, if it is there, and one that thence runs on."""
    if not Path(interpreter).exists():
        raise CommandError(f"{file} wants {interpreter}, which does not exist: install it anew")
    if not is_this_interpreter(interpreter):
        refuse_unknown_version(interpreter)
    return interpreter


def refuse_unknown_version(interpreter: str) -> None:
    """Raise CommandError for an interpreter that thence does not run on."""
    question = "import sys; print(sys.implementation.name, *sys.version_info[:2])"
    asking = [interpreter, "-I", "-S", "-c", question]
    try:
        answer = subprocess.run(asking, capture_output=True, text=True, check=True).stdout
        name, major, minor = answer.split()
        version = int(major), int(minor)
    except (OSError, subprocess.CalledProcessError, ValueError):
        raise CommandError(f"{interpreter} does not answer as a Python does") from None
    if name != "cpython" or version < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise CommandError(
            f"{interpreter} is {name} {major}.{minor}: thence needs CPython {oldest} or later"
        )
