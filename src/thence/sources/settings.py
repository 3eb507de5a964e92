"""What the stores are told: limits, and what may be reached."""

from .names import is_below

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .libraries import Libraries

MEBIBYTE = 1 << 20


class Limits:
    """How much a source may send: bytes in one file, bytes and files altogether, seconds.

    ``ratio`` is how many times larger an archive's files may be than the archive.
    """

    __slots__ = ("number", "ratio", "seconds", "size", "total")

    def __init__(
        self,
        *,
        size: int = 256 * MEBIBYTE,
        total: int = 2048 * MEBIBYTE,
        number: int = 100_000,
        seconds: float = 60,
        ratio: int = 200,
    ) -> None:
        self.size = size
        self.total = total
        self.number = number
        self.seconds = seconds
        self.ratio = ratio


class Settings:
    """What a store is given beside its path entry.

    ``allowed`` are cleaned path entries: what lies below them may be read.  ``plain_http``
    allows http without TLS beyond this machine.  ``library(name)`` hands out a module of the
    standard library, or an installed one, without showing it in ``sys.modules``.
    """

    __slots__ = ("allowed", "library", "limits", "plain_http")

    def __init__(
        self,
        allowed: "Sequence[str]",
        library: "Libraries",
        *,
        limits: "Limits | None" = None,
        plain_http: bool = False,
    ) -> None:
        # The caller's list: what is allowed later counts, too.
        self.allowed = allowed
        self.library = library
        self.limits = limits or Limits()
        self.plain_http = plain_http

    def is_allowed(self, entry: str) -> bool:
        """Whether somebody named this entry, or one above it; cleaned."""
        return any(is_below(entry, allowed) for allowed in self.allowed)
