"""What goes wrong each time this Python starts: one start tells.

The lines of ``.pth`` files, sitecustomize and usercustomize are executed by ``site``, which says
on standard error what they raised, and goes on.
"""

import itertools
import os
import re
import subprocess
from collections.abc import Iterator, Sequence

from ..gathering.files import lines_of
from .surroundings import FailedStart

AT_LINE = re.compile(r"^Error processing line (?P<line>\d+) of (?P<file>.+):$", re.MULTILINE)
# Since 3.15, which executes the lines of all files after it has read them.
FROM_FILE = re.compile(
    r"^Error in import line from (?P<file>[^\n]+?): (?P<text>.+)$", re.MULTILINE
)
IN_MODULE = re.compile(
    r"^Error in (?P<name>sitecustomize|usercustomize);[^\n]*\n(?P<error>[^\n]*)", re.MULTILINE
)
SECONDS = 10  # a start that takes longer tells nothing


def failed_starts(command: Sequence[str]) -> tuple[FailedStart, ...]:
    """What ``site`` says when a command starts Python; nothing without a command."""
    # Once each: site reads the files of a virtual environment twice.
    return tuple(dict.fromkeys(told_in(said_by(command)))) if command else ()


def said_by(command: Sequence[str]) -> str:
    """What a command writes to standard error; empty where it cannot be started, or hangs."""
    # With it, whatever else is imported would be told of, and errors in another form.
    variables = {k: v for k, v in os.environ.items() if k != "PYTHONVERBOSE"}
    try:
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=variables,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return ended.stderr.decode("utf-8", "replace")


def told_in(text: str) -> Iterator[FailedStart]:
    """The failures in what ``site`` said."""
    for found in AT_LINE.finditer(text):
        yield FailedStart(found["file"], int(found["line"]), error_below(text, found.end()))
    for found in FROM_FILE.finditer(text):
        line = number_of(found["file"], found["text"])
        yield FailedStart(found["file"], line, error_below(text, found.end()))
    for found in IN_MODULE.finditer(text):
        yield FailedStart(module=found["name"], error=found["error"])


def error_below(text: str, at: int) -> str:
    """The last line of the traceback, which is indented, that follows a place in the text."""
    lines = itertools.takewhile(lambda line: line[:1] in ("", " "), text[at:].splitlines())
    return next((line.strip() for line in reversed([*lines]) if line.strip()), "")


def number_of(file: str, text: str) -> int:
    """The number of a line of a file; 0 if it is not there any more."""
    numbered = enumerate(lines_of(file), 1)
    return next((number for number, line in numbered if line.strip() == text.strip()), 0)
