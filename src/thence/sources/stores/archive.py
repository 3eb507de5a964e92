"""An archive, out of whatever holds it: a folder, a URL, a database, another archive."""

from ..errors import RefusedError
from ..source import Source
from .ranges import has_its_directory_at_the_end

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Protocol

    from ..settings import Settings

    class Opened(Protocol):
        """An archive that was opened, and found safe."""

        def names(self) -> "Iterable[str]":
            """The names of all regular files."""

        def read(self, name: str) -> bytes:
            """All bytes of a file that is among the names."""


class ArchiveSource(Source):
    """The files in an archive.  It is read when it is first needed, and stays open.

    ``outer`` holds the archive, under the name ``member``.  An archive with a name that leads
    out of it, with links, devices, duplicates, or with more than the limits allow, is refused
    as a whole.
    """

    is_bulk = True

    def __init__(self, entry: str, outer: Source, member: str, settings: "Settings") -> None:
        super().__init__(entry)
        self.is_local = outer.is_local
        self._outer = outer
        self._member = member
        self._settings = settings
        self._opened: Opened | None = None
        self._opened_at: str | None = None
        # What ``fingerprint`` has just said, for the ``list`` that follows: one question for both.
        self._ahead: str | None = None

    def list(self) -> "Mapping[str, str | None]":
        """Every regular file; the archive is opened anew if it changed.

        Raises OSError, RefusedError.
        """
        stamp, self._ahead = self._ahead or self.fingerprint(), None
        if self._opened is None or stamp is None or stamp != self._opened_at:
            self._opened = self._open()
            self._opened_at = stamp
        return dict.fromkeys(self._opened.names())

    def read(self, name: str) -> bytes:
        """All bytes of a file.  Raises FileNotFoundError, another OSError, RefusedError."""
        if self._opened is None:
            self.list()
        opened: Any = self._opened
        if name not in opened.names():
            raise FileNotFoundError(2, "no such file in this archive", f"{self.entry}/{name}")
        try:
            data: bytes = opened.read(name)
        except Exception as error:
            self.forget()  # the next one may be sound
            if is_of_others(error):
                raise
            raise damaged(self.entry, error) from error
        return data

    def fingerprint(self) -> str | None:
        """What whoever holds the archive knows it by; None where nobody can tell."""
        stamp = getattr(self._outer, "stamp", None)
        self._ahead = None if stamp is None else stamp(self._member)
        return self._ahead

    def stamp(self, name: str) -> str | None:
        """What an archive in this archive is known by: it changes with the outer one."""
        outer = self.fingerprint()
        return None if outer is None else f"{outer}/{name}"

    def forget(self) -> None:
        """Open the archive anew when it is needed, and whatever it lies in."""
        self._opened = self._ahead = None
        self._outer.forget()

    def archive(self) -> bytes:
        """The archive itself.  Raises OSError, SourceError."""
        stream, _ = self._stream()
        data: bytes = stream.read()
        return data

    def _open(self) -> "Opened":
        stream, size = self._stream()
        # One that is read by ranges does not come as a whole.
        self.is_bulk = not getattr(stream, "is_partial", False)
        try:
            opened: Opened = opener_of(self._member)(self.entry, stream, size, self._settings)
        except Exception as error:  # what a library says of bytes that are no archive
            if is_of_others(error):
                raise
            raise damaged(self.entry, error) from error
        return opened

    def _stream(self) -> "tuple[Any, int]":
        """The archive as a stream that can be positioned, and its size in bytes."""
        if isinstance(self._outer, ArchiveSource):
            self._outer.list()  # it is opened anew if it changed
        open_file = getattr(self._outer, "open_file", None)
        if open_file is None:
            data = self._outer.read(self._member)
            return self._settings.library("io").BytesIO(data), len(data)
        stream = open_file(self._member)
        size = stream.seek(0, 2)
        stream.seek(0)
        return stream, size


def opener_of(name: str) -> "Any":
    """What opens an archive of this name."""
    if has_its_directory_at_the_end(name):
        from .zip_archive import ZipArchive

        return ZipArchive
    from .tar_archive import TarArchive

    return TarArchive


def is_of_others(error: Exception) -> bool:
    """Is it no word of a library's about damaged bytes?  gzip and bz2 use a plain OSError."""
    if isinstance(error, OSError):
        return error.errno is not None or isinstance(error, (ConnectionError, TimeoutError))
    return isinstance(error, (ImportError, MemoryError))


def damaged(entry: str, error: Exception) -> RefusedError:
    """The bytes are no archive of this kind, or not a whole one."""
    return RefusedError(
        f"{entry} cannot be read as an archive: {type(error).__name__}: {error}", entry=entry
    )
