"""Files wherever fsspec reads them: ``s3://bucket/lib``, ``gs://``, ``github://``, ``sftp://``...

By fsspec and what it needs for the scheme; both are imported where the program would find them,
too.  Credentials are the libraries' business: environment variables and files of theirs.
"""

from ..errors import beyond_limit
from ..source import Source
from . import ranges
from .fsspec_files import Files
from .static import check, put
from .static_revisions import INDEX, kept_as

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..settings import Settings


class FsspecSource(Source):
    """The files below a URL of fsspec's.

    Where ``thence-index.json`` lies there, it is the listing, and may name an archive of all
    files; elsewhere the folders are listed.
    """

    def __init__(self, entry: str, settings: "Settings") -> None:
        super().__init__(entry)
        self._settings = settings
        self._files = Files(entry, settings)
        self.is_local = self._files.is_local
        self._was_asked = False
        # The bytes of the published listing; None: there is none.
        self._index: bytes | None = None
        # Whether ``fingerprint`` has just brought the listing that ``list`` is asked for.
        self._is_new = False
        self._bundle: Source | None = None

    def list(self) -> "Mapping[str, str | None]":
        """What the listing says, else every file.  Raises OSError, RefusedError."""
        if not self._is_new:
            self._ask()
        self._is_new = False
        if self._index is not None:
            return self._parsed()[0]
        most = self._settings.limits.size
        sizes = self._files.sizes()
        for name, size in sizes.items():
            if size > most:
                raise beyond_limit(self.entry, f"the size of {name}", most)
        return dict.fromkeys(sizes)

    def read(self, name: str) -> bytes:
        """All bytes of a file.  Raises FileNotFoundError, another OSError, RefusedError."""
        if not self._was_asked:
            self._ask()
        return (self._bundle or self._files).read(name)

    def earlier(self, name: str, sha256: str) -> bytes:
        """A file of the revision before, by its hash.  Raises what ``read`` raises."""
        if self._index is None:
            return super().earlier(name, sha256)
        return self._files.read(kept_as(sha256))

    def fingerprint(self) -> str | None:
        """The hash of the listing; None where there is none.  Raises OSError."""
        self._ask()
        self._is_new = True
        return None if self._index is None else self._settings.library.sha256(self._index)

    def stamp(self, name: str) -> str:
        """What changes with one file.  Raises OSError."""
        return self._files.stamp(name)

    def open_file(self, name: str) -> "Any":
        """A file as a stream, of which only what is needed is fetched.

        Raises OSError, RefusedError.
        """
        return stream_of(self._files, name, self._settings)

    def _ask(self) -> None:
        """Have the published listing as it is now, and its archive, if there are."""
        before = self._index
        self._files.renew()
        try:
            self._index = self._files.read(INDEX)
        except FileNotFoundError:
            self._index = None
        if self._index != before or not self._was_asked:
            self._bundle = None if self._index is None else self._opened_bundle()
            self.is_bulk = self._bundle is not None
        self._was_asked = True

    def _parsed(self) -> "tuple[dict[str, str | None], str | None]":
        from .http_listing import parsed

        return parsed(f"{self.entry}/{INDEX}", self._index or b"", self._settings)

    def _opened_bundle(self) -> "Source | None":
        """The archive of all files; None where there is none, or it is gone with its revision."""
        from .archive import ArchiveSource
        from .memory import MemorySource

        name = self._parsed()[1]
        if name is None:
            return None
        try:
            fetched = MemorySource(self.entry, {name: self._files.read(name)})
        except FileNotFoundError:
            return None
        return ArchiveSource(f"{self.entry}/{name}", fetched, name, self._settings)


def stream_of(files: Files, name: str, settings: "Settings") -> "Any":
    """A file as a stream that can be positioned.  Raises OSError, RefusedError.

    Elsewhere not as the file system's own: those wait for ever.
    """
    if files.is_local:
        return files.open(name)
    size = files.size_of(name)
    if size > (most := settings.limits.total):
        raise beyond_limit(f"{files.url}/{name}", "its size", f"{most} bytes")
    begin = max(size - ranges.TAIL, 0) if ranges.has_its_directory_at_the_end(name) else 0
    tail = files.part(name, begin, size)
    if begin == 0:
        return settings.library("io").BytesIO(tail)
    return ranges.RangedFile(size, lambda *span: files.part(name, *span), tail)


def publish(
    files: "Mapping[str, bytes]", destination: str, settings: "Settings", *, bundle: bool = False
) -> str:
    """Put files there, with their listing; returns what was published as, in words.

    Two who publish at once are not kept apart.  Raises RefusedError, OSError.
    """
    check(files, destination, settings)
    return put(files, destination, Files(destination, settings), settings, bundle=bundle)
