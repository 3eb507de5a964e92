"""``thence cache``: show, verify, fill or prune the cache of sources."""

from .own_needs import run_command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: "Sequence[str]") -> int:
    """Do it; returns 0, 1 when something is damaged or cannot be fetched, 2 for a bad line."""
    return run_command("cache", arguments)
