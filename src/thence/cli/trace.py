"""``thence trace``: run a command, and record each import of it and of its children."""

from .own_needs import run_command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: "Sequence[str]") -> int:
    """Record; returns the exit status of the command, 2 for a bad line."""
    return run_command("trace", arguments)
