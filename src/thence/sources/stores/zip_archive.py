"""Zip archives, wheels among them, by the standard library's ``zipfile``."""

from ..._engine import paths
from ..errors import RefusedError, beyond_limit, unsafe_name
from ..names import check_archive

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ..settings import Settings

ENCRYPTED = 0b1
UNIX_MODE_SHIFT = 16
SMALL = 1 << 20  # an archive may always grow to this size, whatever the ratio
ROW_MARK = b"PK\1\2"  # before each file's row in the directory
LEAST_ROW, MOST_ROW = 46, 1 << 10  # bytes of one


class ZipArchive:
    """An open zip archive whose directory was found safe.  Raises RefusedError."""

    def __init__(self, entry: str, stream: "Any", size: int, settings: "Settings") -> None:
        self._entry = entry
        self._limit = settings.limits.size
        bounded = Directory(stream, settings.limits.number, entry)
        self._archive = settings.library("zipfile").ZipFile(bounded)
        bounded.is_read = True
        members = self._archive.infolist()
        files = [each for each in members if not is_folder(each)]
        folders = [each.orig_filename.rstrip("/") for each in members if is_folder(each)]
        check_archive(entry, [each.orig_filename for each in files], folders)
        self._members = {each.orig_filename: each for each in files}
        self._check(size, settings)

    def _check(self, size: int, settings: "Settings") -> None:
        limits = settings.limits
        if len(self._members) > limits.number:
            raise beyond_limit(self._entry, "the number of its files", limits.number)
        for name, member in self._members.items():
            check_member(self._entry, name, member)
            if member.file_size > limits.size:
                raise beyond_limit(self._entry, f"the size of {name}", limits.size)
        total = sum(member.file_size for member in self._members.values())
        if total > min(limits.total, max(limits.ratio * size, SMALL)):
            raise beyond_limit(
                self._entry,
                f"the size of its files ({total} bytes out of {size})",
                f"{limits.total} bytes, or {limits.ratio} times the archive",
            )

    def names(self) -> "Iterable[str]":
        """The names of all regular files."""
        return self._members

    def read(self, name: str) -> bytes:
        """All bytes of a file; what is cut short or damaged is an error of ``zipfile``."""
        member = self._members[name]
        with self._archive.open(member) as stream:
            data: bytes = stream.read(self._limit + 1)
        if len(data) != member.file_size:
            raise RefusedError(
                f"{self._entry}: {name} has {len(data)} bytes, the archive's directory says "
                f"{member.file_size}",
                entry=self._entry,
                file=name,
            )
        return data


class Directory:
    """An archive's stream, as long as its directory is read, which is done at once.

    zipfile makes an object of each row before anybody can count them.
    """

    def __init__(self, stream: "Any", number: int, entry: str) -> None:
        self.is_read = False
        self._stream = stream
        self._number = number
        self._entry = entry

    def __getattr__(self, name: str) -> "Any":
        return getattr(self._stream, name)

    def read(self, size: int = -1) -> bytes:
        """The next bytes.  Raises RefusedError for a directory of more than there may be."""
        if self.is_read:
            return self._stream.read(size)  # type: ignore[no-any-return]
        most = SMALL + self._number * MOST_ROW
        data: bytes = self._stream.read(most + 1 if size < 0 else min(size, most + 1))
        is_long = len(data) > LEAST_ROW * self._number
        if len(data) > most or (is_long and data.count(ROW_MARK) > self._number):
            raise beyond_limit(self._entry, "the number of its files", self._number)
        return data


def is_folder(member: "Any") -> bool:
    """Is this the entry of a folder?"""
    return bool(member.orig_filename.endswith("/"))


def check_member(entry: str, name: str, member: "Any") -> None:
    """Raise RefusedError for what is no plain file."""
    kind = (member.external_attr >> UNIX_MODE_SHIFT) & paths.KIND_MASK
    if kind not in (0, paths.REGULAR_FILE):
        raise unsafe_name(entry, name, "which is a link or a device")
    if member.flag_bits & ENCRYPTED:
        raise unsafe_name(entry, name, "which is encrypted")
