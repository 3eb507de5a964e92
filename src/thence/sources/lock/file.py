"""The lock file: read when it changed, parsed once, written whole."""

from ..._engine import paths
from ..._engine.primitives import marshal, os
from ..errors import LockError
from ..exclusively import Exclusively
from . import text
from .pins import Pin, Pins, from_plain, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..cache.content import Cache
    from ..libraries import Libraries

PARSED = "parsed-lock-3"
MOST_LINKS = 40
EACCES = 13
LARGEST = 1 << 28  # bytes: a million files and more


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
        """What the file says now; nothing where there is none.  Raises LockError."""
        try:
            state = self._state()
            if state != self._seen:
                self._pins = {} if state is None else self._read()
                self._seen = state
        except OSError as error:
            message = f"cannot read {self.file}: {error.strerror or error}"
            raise LockError(message, entry=self.file) from error
        return self._pins

    def _state(self) -> tuple[int, int, int] | None:
        """What changes with the file; None: there is no file."""
        try:
            found = paths.stat(self.file)
        except FileNotFoundError:
            return None
        if found.st_size > LARGEST:
            raise text.damaged(self.file, f"it has {found.st_size} bytes, of at most {LARGEST}")
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
        with self._exclusively():
            pins = dict(self.pins())
            rows = pins[entry] = dict(pins.get(entry, {}))
            for name, pin in more.items():
                if rows.setdefault(name, pin) != pin:
                    message = f"{self.file} has another hash for {entry}/{name} by now"
                    raise LockError(message, entry=entry, file=name)
            self._write(pins)

    def replace(self, pins: Pins) -> None:
        """Put these sources' hashes in place of those that the file has for them by now.

        Raises LockError.
        """
        with self._exclusively():
            self._write({**self.pins(), **pins})

    def _exclusively(self) -> "Exclusively":
        return Exclusively(paths.split(resolved(self.file))[0], self._library)

    def _write(self, pins: Pins) -> None:
        named = {entry_in_lock(entry, self.file): rows for entry, rows in pins.items()}
        target = resolved(self.file)  # a link stays one
        try:
            if paths.is_file(target) and not os.access(target, os.W_OK):
                raise PermissionError(EACCES, "it is read-only")
            paths.write_atomic(target, text.written(named).encode())
        except OSError as error:
            message = f"cannot write {self.file}: {error.strerror or error}"
            raise LockError(message, entry=self.file) from error


def resolved(file: str) -> str:
    """The file that a link leads to, which need not exist; others as they are.

    Raises LockError for links in a circle.
    """
    for _ in range(MOST_LINKS):
        try:
            target = os.readlink(file)
        except (OSError, ValueError):  # no link
            return file
        file = target if paths.is_absolute(target) else f"{paths.split(file)[0]}/{target}"
    raise LockError(f"{file} is a link that leads to itself", entry=file)


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
