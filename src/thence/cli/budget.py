"""``thence budget``: hold what a command imports to the limits in pyproject.toml."""

from .own_needs import run_command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: "Sequence[str]") -> int:
    """Check; returns 0 where all limits are kept, 1 where one is broken, 2 for a bad line."""
    return run_command("budget", arguments)
