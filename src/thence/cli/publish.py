"""``thence publish``: put a folder or a wheel where others can import from it."""

from .own_needs import run_command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: "Sequence[str]") -> int:
    """Publish; returns 0, 1 when that cannot be, 2 for a bad line."""
    return run_command("publish", arguments)
