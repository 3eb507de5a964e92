"""``thence why``: tell where a name would be imported from, and each step that leads there."""

from .own_needs import run_command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: "Sequence[str]") -> int:
    """Explain; returns 0 for a name that is found, 1 for one that is not, 2 for a bad line."""
    return run_command("why", arguments)
