"""``%load_ext thence``: the magics of thence, and a cell that fails for an import says why.

Source: IPython's documentation, "Writing IPython extensions" and "IPython Events".
"""

import sys
from typing import Any

import thence

from .magics import register, unregister

# What imports raise, and what programs meet that an import has harmed.
KINDS = (ImportError, AttributeError, ValueError, SyntaxError, RecursionError)


class Explainer:
    """Says below the traceback of a cell what the doctor finds."""

    def __init__(self) -> None:
        self._installation = thence.install(explain=True)

    def undo(self) -> None:
        """Give the process back."""
        self._installation.uninstall()

    def cell_ended(self, result: Any) -> None:
        """A cell was run; IPython has shown its error, if there was one."""
        error = result.error_in_exec or result.error_before_exec
        if isinstance(error, KINDS):
            for finding in thence.explain(error)[:1]:
                sys.stderr.write(told(finding))


def load_ipython_extension(shell: Any) -> None:
    """Make the magics known, and begin to explain."""
    register(shell)
    shell.thence_explainer = Explainer()
    shell.events.register("post_run_cell", shell.thence_explainer.cell_ended)


def unload_ipython_extension(shell: Any) -> None:
    """End both (``%unload_ext thence``)."""
    unregister(shell)
    shell.events.unregister("post_run_cell", shell.thence_explainer.cell_ended)
    shell.thence_explainer.undo()


def told(finding: Any) -> str:
    """A finding, below a traceback."""
    guess = "" if finding.certain else " (a guess to check)"
    mends = "".join(f"\n  mend     {mend}" for mend in finding.mends)
    return (
        f"\nthence doctor: {finding.code} {finding.name}{guess}\n"
        f"  cause    {finding.cause}\n  culprit  {finding.culprit}{mends}\n"
    )
