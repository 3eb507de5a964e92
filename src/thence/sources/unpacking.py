"""Shared libraries, which the system loads from files only."""

from .._engine import paths
from .._engine.primitives import os
from .cache.pruning import NATIVE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .contents import Contents

SUFFIXES = (".so", ".pyd", ".dll", ".dylib")
NUMBERED = ".so."  # libfoo.so.3


class Unpacked:
    """The libraries of one source, below a private folder, in the places they have there.

    All of them: an extension module may need one that lies beside it.
    """

    def __init__(self, contents: "Contents") -> None:
        self._contents = contents
        self._cache = contents.cache
        self._folder: str | None = None
        # Those that were compared with their hash in this process.
        self._sound: set[str] = set()

    def file_of(self, name: str) -> str:
        """The file of a library; it was verified just now, or earlier in this process.

        Raises what reading it raises, and OSError when nothing can be written anywhere.
        """
        if name not in self._sound:
            names = [each for each in self._contents.names() if is_library(each)]
            for each in names if name in names else [*names, name]:
                self._unpack(each)
        return f"{self._place()}/{name}"

    def _unpack(self, name: str) -> None:
        if name in self._sound:
            return
        data = self._contents.read(name)
        file = f"{self._place()}/{name}"
        if not is_same(file, data):
            paths.make_directories(paths.split(file)[0])
            paths.write_atomic(file, data, 0o600)
        self._sound.add(name)

    def _place(self) -> str:
        """The folder, named by the hashes of the libraries in it."""
        if self._folder is None:
            self._folder = self._cached_folder() or self._temporary_folder()
        return self._folder

    def _cached_folder(self) -> str | None:
        """Below the cache; None when that cannot be written, or others may write there."""
        names = sorted(each for each in self._contents.names() if is_library(each))
        rows = "\n".join(f"{self._contents.hash_of(each)} {each}" for each in names)
        key = self._contents.digest(f"{self._contents.entry}\n{rows}".encode())
        folder = f"{self._cache.folder}/{NATIVE}/{key}"
        try:
            self._cache.make_folder(folder)
        except OSError:
            return None
        return folder if self._cache.is_private(folder) and os.access(folder, os.W_OK) else None

    def _temporary_folder(self) -> str:
        """One of this process' own, which is removed at its end.  Raises OSError."""
        library = self._contents.library
        folder: str = library("tempfile").mkdtemp(prefix="thence-")
        library("atexit").register(library("shutil").rmtree, folder, ignore_errors=True)
        return folder


def is_library(name: str) -> bool:
    """Could the system load this file?

    >>> is_library("numpy.libs/libgfortran.so.5"), is_library("pkg/a.py")
    (True, False)
    """
    return name.endswith(SUFFIXES) or NUMBERED in name.rpartition("/")[2]


def is_same(file: str, data: bytes) -> bool:
    """Does a file hold these bytes?"""
    try:
        return paths.read_file(file) == data
    except OSError:
        return False
