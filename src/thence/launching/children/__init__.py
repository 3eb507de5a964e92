"""Interpreters that the program starts run on thence, too.

Their command lines are rewritten where the program's own process hands them to the system;
``subprocess``, ``multiprocessing`` and the program go on seeing the ones they wrote.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..plan import Plan


def follow(plan: "Plan") -> None:
    """Start the interpreters that this process starts on thence, by the same plan."""
    if sys.platform == "win32":
        return  # there, processes are made by other functions: see docs/deviations.md
    from .calls import replace_calls
    from .rewriting import Rewriting

    replace_calls(Rewriting(plan.without_prompt()))
