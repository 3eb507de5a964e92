"""Tar archives, compressed or not, by the standard library's ``tarfile``."""

from ..errors import RefusedError, beyond_limit, unsafe_name
from ..names import check_archive

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ..libraries import Libraries
    from ..settings import Settings

SMALL = 1 << 20  # an archive may always grow to this size, whatever the ratio
ZSTANDARD = ("compression.zstd", "backports.zstd")


class TarArchive:
    """The files of a tar archive, all read at once: it has no directory.

    Raises RefusedError, and what the libraries raise for damaged bytes.
    """

    def __init__(self, entry: str, stream: "Any", size: int, settings: "Settings") -> None:
        self._entry = entry
        limits = settings.limits
        most = min(limits.total, max(limits.ratio * size, SMALL))
        unpacked = Bounded(decompressed(entry, stream, settings.library), most, entry)
        self._files: dict[str, bytes] = {}
        files, folders = [], []
        with settings.library("tarfile").open(fileobj=unpacked, mode="r|") as archive:
            for member in archive:
                name = member.name.removeprefix("./").rstrip("/")
                if member.isdir():
                    folders += [name] if name not in ("", ".") else []
                    continue
                files.append(name)
                check_member(entry, name, member, limits.size)
                if len(self._files) >= limits.number:
                    raise beyond_limit(entry, "the number of its files", limits.number)
                self._files[name] = archive.extractfile(member).read()
        check_archive(entry, files, folders)

    def names(self) -> "Iterable[str]":
        """The names of all regular files."""
        return self._files

    def read(self, name: str) -> bytes:
        """All bytes of a file."""
        return self._files[name]


def check_member(entry: str, name: str, member: "Any", limit: int) -> None:
    """Raise RefusedError for what is no plain file, or too large."""
    if not member.isreg() or member.issparse():
        raise unsafe_name(entry, name, "which is a link or a device")
    if member.size > limit:
        raise beyond_limit(entry, f"the size of {name}", limit)


def decompressed(entry: str, stream: "Any", library: "Libraries") -> "Any":
    """The tar archive itself, by the suffix of the entry."""
    lower = entry.lower()
    if lower.endswith((".tar.gz", ".tgz")):
        return library("gzip").GzipFile(fileobj=stream)
    if lower.endswith(".tar.bz2"):
        return library("bz2").BZ2File(stream)
    if lower.endswith(".tar.xz"):
        return library("lzma").LZMAFile(stream)
    if lower.endswith(".tar.zst"):
        return zstandard(entry, library).ZstdFile(stream)
    return stream


def zstandard(entry: str, library: "Libraries") -> "Any":
    """The module for Zstandard: the standard library's since 3.14, else backports.zstd."""
    for name in ZSTANDARD:
        try:
            return library(name)
        except ImportError:
            continue
    raise RefusedError(
        f"{entry}: this Python cannot unpack Zstandard; pip install 'thence[zstd]'", entry=entry
    )


class Bounded:
    """A stream that gives no more than it should: a small archive may unpack to anything."""

    def __init__(self, stream: "Any", most: int, entry: str) -> None:
        self._stream = stream
        self._left = most
        self._most = most
        self._entry = entry

    def read(self, size: int) -> bytes:
        """The next bytes.  Raises RefusedError beyond the limit."""
        data: bytes = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise beyond_limit(self._entry, "what it unpacks to", f"{self._most} bytes")
        return data
