"""``thence pin``: write the lock, or compare the sources with it."""

from .own_needs import run_command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: "Sequence[str]") -> int:
    """Pin; returns 0, 1 when a source is not what the lock says, 2 for a bad line."""
    return run_command("pin", arguments)
