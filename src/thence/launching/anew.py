"""Starts a running interpreter anew, on thence, before it has come to its program."""

import sys

from .children.rewriting import runs_thence_itself
from .command_line import CommandLine
from .launcher import replace_process, started
from .plan import Plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def start_anew(words: "Iterable[str]") -> None:
    """Replace the process by what it is about to do, on thence, by the plan of these words.

    Returns where it is about to start thence itself.  Raises StartError.
    """
    line = CommandLine(sys.orig_argv)
    if not runs_thence_itself(line):
        replace_process(started(line, Plan.from_words(words)))
