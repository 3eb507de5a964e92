"""Tar archives, compressed or not, by the standard library's ``tarfile``."""

from time import monotonic

from ..errors import RefusedError, beyond_limit, unsafe_name
from ..names import check_archive

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ..libraries import Libraries
    from ..settings import Settings

SMALL = 1 << 20  # an archive may always grow to this size, whatever the ratio
# Bytes of what stands before a member: its name, its times.  tarfile takes quadratic time for it,
# and may read backwards for ever; one that does not asks ``frombuf`` no more.
MOST_BEFORE = 1 << 14
ZSTANDARD = ("compression.zstd", "backports.zstd")


class TarArchive:
    """The files of a tar archive, all read at once: it has no directory.

    Raises RefusedError, and what the libraries raise for damaged bytes.
    """

    def __init__(self, entry: str, stream: "Any", size: int, settings: "Settings") -> None:
        self._entry = entry
        limits = settings.limits
        most = min(limits.total, max(limits.ratio * size, SMALL))
        plain = decompressed(entry, stream, settings.library)
        unpacked = Bounded(plain, most, limits.seconds, entry)
        self._files: dict[str, bytes] = {}
        files: list[str] = []
        folders: list[str] = []
        tarfile = settings.library("tarfile")
        kind = member_class(tarfile, entry)
        with tarfile.open(fileobj=unpacked, mode="r|", tarinfo=kind) as archive:
            for member in archive:
                if len(files) + len(folders) >= limits.number:
                    raise beyond_limit(entry, "the number of its files", limits.number)
                name = member.name.removeprefix("./").rstrip("/")
                if member.isdir():
                    folders += [name] if name not in ("", ".") else []
                    continue
                files.append(name)
                check_member(entry, name, member, limits.size)
                self._files[name] = archive.extractfile(member).read()
        check_archive(entry, files, folders)

    def names(self) -> "Iterable[str]":
        """The names of all regular files."""
        return self._files

    def read(self, name: str) -> bytes:
        """All bytes of a file."""
        return self._files[name]


def member_class(tarfile: "Any", entry: str) -> "Any":
    """What tarfile makes of a header: refused, if it has a size that can only do harm."""
    files = (*tarfile.REGULAR_TYPES, tarfile.DIRTYPE)

    class Member(tarfile.TarInfo):  # type: ignore[misc]
        """A header of 512 bytes, and what it says."""

        @classmethod
        def fromtarfile(cls, archive: "Any") -> "Any":
            """The next one.  Raises RefusedError where tarfile takes a damaged one for the end."""
            try:
                return super().fromtarfile(archive)
            except tarfile.EOFHeaderError:
                raise  # zeros: that is the end
            except tarfile.HeaderError as error:
                raise RefusedError(
                    f"{entry} cannot be read as an archive: {error}, where a member or the end "
                    "should be",
                    entry=entry,
                ) from None

        @classmethod
        def frombuf(cls, *words: "Any", **options: "Any") -> "Any":
            """Read it.  Raises RefusedError."""
            member = super().frombuf(*words, **options)
            if member.size < 0:
                raise unsafe_name(entry, member.name, "which has less than no bytes")
            if member.type not in files and member.size > MOST_BEFORE:
                what = f"what stands before a member ({member.size} bytes)"
                raise beyond_limit(entry, what, f"{MOST_BEFORE} bytes")
            return member

    return Member


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
    """A stream that gives no more than it should, nor for longer.

    A small archive may unpack to anything.
    """

    def __init__(self, stream: "Any", most: int, seconds: float, entry: str) -> None:
        self._stream = stream
        self._left = most
        self._most = most
        self._seconds = seconds
        self._ends_at = monotonic() + seconds
        self._entry = entry

    def read(self, size: int) -> bytes:
        """The next bytes.  Raises RefusedError beyond the limits."""
        if monotonic() > self._ends_at:
            raise beyond_limit(self._entry, "the time to unpack it", f"{self._seconds} seconds")
        data: bytes = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise beyond_limit(self._entry, "what it unpacks to", f"{self._most} bytes")
        return data
