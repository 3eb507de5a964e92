"""``thence run``: run a Python program on thence, as ``python`` would have run it."""

import sys

from ..launching.command_line import CommandLine, NoProgramError
from ..launching.launcher import StartError, launch
from ..launching.plan import Plan
from . import USAGE_ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

NO_CHILDREN = "--no-children"
# python's own, written with two dashes; what else is so written was meant for thence.
HELP_WORD = "--help"
PYTHONS = ("--version", "--help-all", "--help-env", "--help-xoptions", "--check-hash-based-pycs")

HELP = """\
thence run: run a Python program on thence, as python would have run it

usage: thence run [OPTIONS] SCRIPT     [ARGUMENTS]
       thence run [OPTIONS] -m MODULE  [ARGUMENTS]
       thence run [OPTIONS] -c CODE    [ARGUMENTS]
       thence run [OPTIONS] -          [ARGUMENTS]   read the program from standard input

SCRIPT is a file, a folder or an archive. Without a program, and at a terminal, there is a
prompt.

options:
  --no-children   Python processes that the program starts run on Python's own import system;
                  without this, they run on thence, too
  --help          show this
  -O, -X dev ...  python's own options: all of them, they mean what they mean to python
                  (python's list: thence run -h)

The options of the Python that runs thence hold, too: python -O -m thence run app.py
"""


def main(arguments: "Sequence[str]") -> int:
    """Start the program in place of this process; returns only when that cannot be."""
    words = list(arguments)
    try:
        line = CommandLine(["python", *words], own=frozenset({NO_CHILDREN, HELP_WORD}))
    except NoProgramError as reason:
        if reason.word.startswith("--") and reason.word not in PYTHONS:
            return refuse(reason.word)
        return start(words, Plan())  # the interpreter answers: its version, a letter unknown
    if HELP_WORD in line.found:
        sys.stdout.write(HELP)
        return 0
    return start(line.arguments[1:], Plan(children=NO_CHILDREN not in line.found))


def start(words: "Sequence[str]", plan: Plan) -> int:
    """Hand over to the launcher; returns the status for its failure."""
    try:
        launch(words, plan)
    except StartError as error:
        sys.stderr.write(f"thence run: {error}\n")
    return USAGE_ERROR


def refuse(word: str) -> int:
    """Say which option is unknown, and where the options of the program go."""
    sys.stderr.write(
        f"thence run: there is no option {word}\n"
        "  options of the program go after its name: thence run app.py --option\n"
        "  more: thence run --help\n"
    )
    return USAGE_ERROR
