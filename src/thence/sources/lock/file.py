"""The lock file: read when it changed, parsed once, written whole."""

from ..._engine import paths
from ..._engine.primitives import marshal, os
from ..errors import LockError
from . import text
from .pins import Pin, Pins, from_plain, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..cache.content import Cache
    from ..libraries import Libraries

PARSED = "parsed-lock-2"


class LockFile:
    """A lock.  Its parsed form is kept in the cache, under the hash of its text."""

    def __init__(self, file: str, cache: "Cache", library: "Libraries") -> None:
        self.file = file
        self._cache = cache
        self._library = library
        self._seen: tuple[int, int, int] | None = None
        self._pins: Pins = {}

    def __repr__(self) -> str:
        return f"LockFile({self.file!r})"

    def pins(self) -> Pins:
        """What the file says now; nothing where there is none.  Raises LockError, OSError."""
        state = self._state()
        if state != self._seen:
            self._pins = {} if state is None else self._read()
            self._seen = state
        return self._pins

    def _state(self) -> tuple[int, int, int] | None:
        """What changes with the file; None: there is no file."""
        try:
            found = paths.stat(self.file)
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _read(self) -> Pins:
        # Kept as it is written, relative: another folder may hold the very same text.
        named = self._as_written(paths.read_file(self.file))
        return {entry_from_lock(entry, self.file): rows for entry, rows in named.items()}

    def _as_written(self, data: bytes) -> Pins:
        sha256 = self._library.sha256(data)
        try:
            return from_plain(marshal.loads(self._cache.read_bytecode(sha256, PARSED)))
        except (OSError, ValueError, EOFError, TypeError):
            pins = self._parsed(data)
        self._cache.keep_bytecode(sha256, PARSED, marshal.dumps(plain(pins)))
        return pins

    def _parsed(self, data: bytes) -> Pins:
        try:
            decoded = data.decode()
        except UnicodeDecodeError as error:
            raise text.damaged(self.file, "it is not UTF-8") from error
        return text.read(decoded, self.file, self._library)

    def add(self, entry: str, more: dict[str, Pin]) -> None:
        """Add hashes of one source to whatever the file says by now, and write it.

        Raises LockError when a file has another hash there, or the file cannot be written.
        """
        with Exclusively(paths.split(self.file)[0], self._library):
            pins = {each: dict(rows) for each, rows in self.pins().items()}
            rows = pins.setdefault(entry, {})
            for name, pin in more.items():
                if rows.setdefault(name, pin) != pin:
                    message = f"{self.file} has another hash for {entry}/{name} by now"
                    raise LockError(message, entry=entry, file=name)
            self.write(pins)

    def write(self, pins: Pins) -> None:
        """Write the file anew.  Raises LockError."""
        named = {entry_in_lock(entry, self.file): rows for entry, rows in pins.items()}
        try:
            paths.write_atomic(self.file, text.written(named).encode())
        except OSError as error:
            message = f"cannot write {self.file}: {error.strerror or error}"
            raise LockError(message, entry=self.file) from error


class Exclusively:
    """One process at a time in a folder, as long as the ``with`` lasts.

    A process that dies lets go, and nothing is left in the folder.
    """

    def __init__(self, folder: str, library: "Libraries") -> None:
        self._folder = folder
        self._fcntl = None if paths.IS_WINDOWS else library("fcntl")
        self._descriptor: int | None = None

    def __enter__(self) -> None:
        if self._fcntl is None:
            return
        try:
            self._descriptor = os.open(self._folder, os.O_RDONLY)
        except OSError as error:
            message = f"cannot write to {self._folder}: {error.strerror}"
            raise LockError(message, entry=self._folder) from error
        self._fcntl.flock(self._descriptor, self._fcntl.LOCK_EX)

    def __exit__(self, *error: object) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)


def entry_in_lock(entry: str, lock: str) -> str:
    """How a lock names an entry: a file beside or below it by its relative path."""
    folder = paths.split(lock)[0]
    return f"./{entry[len(folder) + 1 :]}" if entry.startswith(f"{folder}/") else entry


def entry_from_lock(entry: str, lock: str) -> str:
    """And back.

    >>> entry_from_lock("./vendor/tool.whl", "/app/thence.lock")
    '/app/vendor/tool.whl'
    """
    return f"{paths.split(lock)[0]}/{entry[2:]}" if entry.startswith("./") else entry
