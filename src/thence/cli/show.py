"""``thence show``: show a recording, as a table, a tree, a page, or in the format of a tool."""

from .own_needs import finding_own_needs, run_command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from ..tracing.recording import Recording


def main(arguments: "Sequence[str]") -> int:
    """Show; returns 0, 1 where there is nothing to show, 2 for a bad line."""
    return run_command("show", arguments)


def show_table(recording: "Recording", stream: "TextIO | None" = None) -> None:
    """Print the dearest modules on one screen, and what else can be seen; to standard output."""
    with finding_own_needs():
        from ..tracing.reports.selecting import Wish
        from .layout import console
        from .show_table import show

        show(recording, Wish(), console(stream))
