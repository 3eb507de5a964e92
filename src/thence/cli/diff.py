"""``thence diff``: what another recording imports that this one did not."""

from .own_needs import run_command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: "Sequence[str]") -> int:
    """Compare; returns 1 where other modules are imported, else 0; 2 for a bad line."""
    return run_command("diff", arguments)
