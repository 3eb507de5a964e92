"""By which rules sources may be used: the lock, the cache, what was allowed by whom."""

from . import errors
from .cache.content import Cache, default_folder
from .libraries import Libraries
from .lock.file import LockFile
from .settings import Limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .._engine.state import ImportState
    from .lock.pins import Pin, Pins
    from .source import Source


class Rules:
    """What ``Sources`` was told, in the form in which ``Contents`` asks for it."""

    def __init__(
        self,
        lock: str | None,
        *,
        trusts: bool = False,
        offline: bool = False,
        strict: bool = False,
        cache: str | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.library = Libraries()
        self.cache = Cache(cache or default_folder(), self.library)
        self.limits = limits or Limits()
        self.lock = None if lock is None else LockFile(lock, self.cache, self.library)
        self.sha256 = self.library.sha256
        self.strict = strict
        self._trusts = trusts
        self._offline = offline
        # The import systems whose observers hear what is read.
        self.states: list[ImportState] = []

    @property
    def lock_shown(self) -> str:
        """What the lock is called in messages."""
        return "the lock" if self.lock is None else self.lock.file

    def pins_of(self, entry: str) -> "Mapping[str, Pin] | None":
        """The hashes that the lock has for a source; None: it does not know the source.

        Raises LockError, OSError.
        """
        return None if self.lock is None else self.lock.pins().get(entry)

    def pins(self) -> "Pins":
        """All that the lock says.  Raises LockError, OSError."""
        return {} if self.lock is None else self.lock.pins()

    def pinned(self) -> "Iterable[str]":
        """The sources that the lock knows.  Raises LockError, OSError."""
        return self.pins()

    def write_lock(self, pins: "Pins") -> None:
        """Write what is new of some sources to the lock.  Raises LockError."""
        if self.lock is None:
            raise errors.no_lock()
        self.lock.replace(pins)

    def may_trust(self) -> bool:
        """Whether files that the lock does not name yet may be added to it."""
        return self._trusts and self.lock is not None

    def require_trust(self, source: "Source") -> None:
        """Raise NotPinnedError for a source that the lock does not know.

        One on this machine needs no lock; where there is one, it obeys it.
        """
        if self.may_trust():
            return
        if not source.is_local or self.lock is not None:
            lock = None if self.lock is None else self.lock.file
            raise errors.nothing_pinned(source.entry, lock)

    def require_online(self, source: "Source", file: str = "") -> None:
        """Raise UnavailableError when nothing may be fetched."""
        if self._offline and not source.is_local:
            raise errors.offline(source.entry, file)

    def trust(
        self, source: "Source", name: str, pin: "Pin", pins: "Mapping[str, Pin]"
    ) -> "Mapping[str, Pin]":
        """Add the hash of a file that was read for the first time; returns all hashes."""
        if self.lock is None:
            return pins
        self.lock.add(source.entry, {name: pin})
        return {**pins, name: pin}

    def tell(self, file: str, sha256: str | None, size: int, where: str, took_ns: int) -> None:
        """Tell the observers that bytes were read, from the ``cache`` or the ``source``."""
        for state in self.states:
            if (observer := state.observer) is not None:
                observer.content_read(file, sha256, size, where, took_ns)
