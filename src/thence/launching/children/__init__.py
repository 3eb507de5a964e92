"""Interpreters that the program starts run on thence, too.

Their command lines are rewritten where the program's own process hands them to the system;
``subprocess``, ``multiprocessing`` and the program go on seeing the ones they wrote.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..plan import Plan


def following(plan: "Plan") -> "Callable[[], None]":
    """What is to be called so that interpreters which this process starts run on thence, too.

    By the same plan.  All that it needs is loaded here: before somebody listens to imports.
    """
    if sys.platform == "win32":
        return lambda: None  # there, processes are made by others: see docs/deviations.md
    from .calls import replace_calls
    from .rewriting import Rewriting

    return lambda: replace_calls(Rewriting(plan.without_prompt()))
