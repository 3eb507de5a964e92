"""The cache of content: files named by the sha256 of what is in them.

Shared by all processes of a user, without locks: a file is written beside, then takes its name,
and what is read is hashed before it is believed.
"""

import sys

from ..._engine import paths
from ..._engine.primitives import imp, os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..libraries import Libraries

CONTENT = "content"
BYTECODE = "bytecode"
OTHERS_MAY_WRITE = 0o022
OTHERS_MAY_ENTER = 0o011
FOR_ITS_USER = 0o700
LINK = 0o120000  # among the kinds of files
BOUND = 4 << 30  # bytes, unless THENCE_CACHE_SIZE says otherwise
BETWEEN_LOOKS = 16  # this part of the bound may be written before somebody looks at it
CHECKSUM_SIZE = 8
AT_ONCE = 1 << 16  # bytes; most modules have fewer
# Of no bytes at all: what has this hash need not be fetched.
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
KEY_DIGITS = 15  # of a hash, so that it is a key: 60 bits


class Cache:
    """A folder with content and bytecode.

        content/3a/7bd3...      bytes whose sha256 is 3a7bd3...
        bytecode/3a/7bd3...-1f0c.cpython-313.pyc    a .pyc file, then 8 bytes of checksum

    A folder that cannot be written is used as it is; one that others may write is no place to
    take bytecode from.
    """

    def __init__(self, folder: str, library: "Libraries") -> None:
        self.folder = folder
        self._sha256 = library.sha256
        # Folder of the cache -> whether nobody else can write to it, of those looked at.
        self._private: dict[str, bool] = {}
        self._is_closed: bool | None = None  # to others; None: not looked at yet
        self._written = 0  # bytes, since the bound was looked at

    def __repr__(self) -> str:
        return f"Cache({self.folder!r})"

    def file_of(self, sha256: str) -> str:
        """Where content of this hash is kept; it need not exist."""
        return f"{self.folder}/{CONTENT}/{sha256[:2]}/{sha256[2:]}"

    def has(self, sha256: str) -> bool:
        """Is there a file for this hash?  Whether it is sound shows when it is read."""
        return sha256 == EMPTY or paths.is_file(self.file_of(sha256))

    def read(self, sha256: str) -> bytes | None:
        """The bytes of this hash; None if they are not there, or damaged."""
        if sha256 == EMPTY:
            return b""
        try:
            data = all_of(self.file_of(sha256))
        except OSError:
            return None
        return data if self._sha256(data) == sha256 else None

    def keep(self, sha256: str, data: bytes) -> bool:
        """Keep bytes of this hash, in place of what is there; False where that cannot be."""
        return sha256 == EMPTY or self._write(self.file_of(sha256), data)

    def bytecode_file(self, sha256: str, mark: str) -> str:
        """Where bytecode of a source is kept; ``mark`` tells module, Python and transforms."""
        return f"{self.folder}/{BYTECODE}/{sha256[:2]}/{sha256[2:]}-{mark}"

    def read_bytecode(self, sha256: str, mark: str) -> bytes:
        """A .pyc file, and its checksum behind it, which marshal leaves alone as it is no code.

        Raises OSError when there is none, or none that can be trusted.
        """
        file = self.bytecode_file(sha256, mark)
        data = all_of(file)
        if not self.is_private(paths.split(file)[0]):
            raise OSError(f"others may write to {self.folder}")
        # Not a copy without it: that would take longer than all else here but the checksum.
        body = memoryview(data)[:-CHECKSUM_SIZE]
        if checksum(sha256, mark, body) != data[-CHECKSUM_SIZE:]:
            raise OSError(f"{file} is damaged")
        return data

    def keep_bytecode(self, sha256: str, mark: str, pyc: bytes) -> bool:
        """Keep a .pyc file; False where that cannot be."""
        data = pyc + checksum(sha256, mark, pyc)
        return self._write(self.bytecode_file(sha256, mark), data)

    def is_private(self, place: str) -> bool:
        """Can only this user, or the administrator, write to a folder of the cache?"""
        if place not in self._private:
            self._private[place] = self._looked_at(place)
        return self._private[place]

    def _looked_at(self, place: str) -> bool:
        if place == self.folder:
            return is_private(place)
        if not self.is_private(self.folder):
            return False
        if self._is_closed is None:
            self._is_closed = is_closed(self.folder)
        return self._is_closed or (is_private(place) and self.is_private(paths.split(place)[0]))

    def make_folder(self, place: str) -> None:
        """Make a folder of the cache, for this user alone, if it is missing.  Raises OSError.

        Where others may write, a link would lead out of the cache.
        """
        self.make()
        above = [place]
        while (folder := paths.split(above[-1])[0]) != self.folder:
            above.append(folder)
        for each in reversed(above):
            try:
                os.mkdir(each, FOR_ITS_USER)
            except FileExistsError:
                if is_link(each) and not self.is_private(each):
                    raise OSError(f"{each} is a link, and others may write there") from None

    def _write(self, file: str, data: bytes) -> bool:
        try:
            place = paths.split(file)[0]
            if not (paths.is_directory(place) and self.is_private(place)):
                self.make_folder(place)
            paths.write_atomic(file, data, 0o600)
        except OSError:
            return False
        self._written += len(data)
        if self._written > self.bound() // BETWEEN_LOOKS:
            self._written = 0
            self.prune(self.bound())
        return True

    def bound(self) -> int:
        """The bytes that all files together may have."""
        said = variable("THENCE_CACHE_SIZE")
        return int(said) if said.isdecimal() else BOUND

    def prune(self, most: int) -> "list[Any]":
        """Remove what was not used for the longest time, down to ``most`` bytes."""
        here = __name__.rpartition(".")[0]
        prune = __import__(f"{here}.pruning", fromlist=["prune"]).prune  # when it comes to that
        return prune(self.folder, most)  # type: ignore[no-any-return]

    def make(self) -> None:
        """Make the folder, for this user alone, if it is missing.  Raises OSError."""
        if paths.is_directory(self.folder):
            return
        paths.make_directories(paths.split(self.folder)[0])
        try:
            os.mkdir(self.folder, FOR_ITS_USER)
        except FileExistsError:  # another process was faster
            return


def all_of(file: str) -> bytes:
    """All bytes of a file.  Raises OSError.

    By four calls of the system's; those who know less of their files make seven.
    """
    if paths.IS_WINDOWS:
        return paths.read_file(file)
    descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    try:
        data = os.read(descriptor, AT_ONCE)
        while more := os.read(descriptor, max(AT_ONCE, len(data))):
            data += more
    finally:
        os.close(descriptor)
    return data


def checksum(sha256: str, mark: str, pyc: "bytes | memoryview") -> bytes:
    """8 bytes that tell whether bytecode is whole, and lies under the name it was written to."""
    place = imp.source_hash(int(sha256[:KEY_DIGITS], 16), mark.encode())
    return imp.source_hash(int.from_bytes(place[1:], "little"), pyc)


def is_private(folder: str) -> bool:
    """Can nobody but this user, or the administrator, write to the folder?"""
    if paths.IS_WINDOWS:
        return True  # the user's profile is closed to others there
    try:
        found = paths.stat(folder)
    except OSError:
        return True  # it will be made, for this user alone
    return found.st_uid in (0, os.getuid()) and not found.st_mode & OTHERS_MAY_WRITE


def is_link(place: str) -> bool:
    """Is it a symbolic link?  Raises OSError."""
    return bool(os.lstat(place).st_mode & paths.KIND_MASK == LINK)


def is_closed(folder: str) -> bool:
    """Can nobody but this user, or the administrator, even get into a folder of theirs?"""
    try:
        return paths.IS_WINDOWS or not paths.stat(folder).st_mode & OTHERS_MAY_ENTER
    except OSError:
        return True


def default_folder() -> str:
    """Where the cache is kept: THENCE_CACHE, else below the user's folder for caches."""
    if folder := variable("THENCE_CACHE"):
        return paths.absolute(folder)
    base = variable("LOCALAPPDATA" if paths.IS_WINDOWS else "XDG_CACHE_HOME")
    if not base or not paths.is_absolute(base):
        home = variable("USERPROFILE" if paths.IS_WINDOWS else "HOME")
        # Without a home: where Python itself lies, if that can be written.  Not where others may.
        base = f"{home}/.cache" if home else sys.prefix
    return f"{base}/thence/sources"


def variable(name: str) -> str:
    """A variable of the environment, as it is at the start; empty if it is not set."""
    environment: Any = os.environ  # bytes, or on Windows text
    if paths.IS_WINDOWS:
        return str(environment.get(name, ""))
    value: bytes = environment.get(name.encode(), b"")
    return value.decode(sys.getfilesystemencoding(), "surrogateescape")
