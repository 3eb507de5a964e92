"""``thence run``: run a Python program on thence, as ``python`` would have run it."""

import sys

from ..launching.command_line import CommandLine, NoProgramError
from ..launching.launcher import StartError, launch
from ..launching.plan import Plan
from . import USAGE_ERROR
from .source_words import BadOptionError, sources_asked_for

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

options about sources beyond the file system (docs/sources.md), before all others:
  --source URL       what is there may be imported; it is searched last
  --lock FILE        has the hash of all that may run (default: thence.lock, if there is one)
  --trust-first-use  hashes that the lock lacks are added to it; without this, they are an error
  --frozen           the lock is not changed, whatever else is said
  --offline          the cache has to do
  --strict-sources   a source that cannot be reached is an error, even if another has the module
  --plain-http       http without TLS beyond this machine
  thence run URL [-m MODULE] runs a program out of a source.

The options of the Python that runs thence hold, too: python -O -m thence run app.py
"""


def main(arguments: "Sequence[str]") -> int:
    """Start the program in place of this process; returns only when that cannot be."""
    try:
        words, hooks = sources_asked_for(arguments)
    except BadOptionError as error:
        sys.stderr.write(f"thence run: {error}\n")
        return USAGE_ERROR
    try:
        line = CommandLine(["python", *words], own=frozenset({NO_CHILDREN, HELP_WORD}))
    except NoProgramError as reason:
        if reason.word.startswith("--") and reason.word not in PYTHONS:
            return refuse(reason.word)
        return start(words, Plan())  # the interpreter answers: its version, a letter unknown
    if HELP_WORD in line.found:
        sys.stdout.write(HELP)
        return 0
    plan = Plan(children=NO_CHILDREN not in line.found, hooks=hooks)
    return start(line.arguments[1:], plan)


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
