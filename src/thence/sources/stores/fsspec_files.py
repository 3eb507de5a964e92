"""The files below a URL of fsspec's."""

from ..errors import RefusedError, beyond_limit
from .fsspec_async import Patient
from .fsspec_calls import ABSENT, Calls
from .fsspec_listing import sizes_below
from .fsspec_urls import is_chained, is_copied, is_local, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..settings import Settings


class Files:
    """A folder in one of fsspec's file systems; names are relative to it."""

    def __init__(self, url: str, settings: "Settings") -> None:
        self.url = url
        self.is_local = is_local(url)
        self._settings = settings
        self._calls = Calls(url, settings)

    def renew(self) -> None:
        """Forget what is known of the files; an archive in a chain is opened anew."""
        self._calls.renew()

    def read(self, name: str) -> bytes:
        """All bytes of a file.  Raises FileNotFoundError, another OSError, RefusedError."""
        most = self._settings.limits.size
        if is_copied(self.url) and self.size_of(name) > most:  # before all of it is here
            raise self._too_large(name)

        def fetched(system: "Any", root: str) -> "Any":
            is_whole = self.is_local and not is_chained(self.url)
            return content(system, joined(root, name), None if is_whole else most + 1)

        data = bytes(self._calls.do(fetched, name))
        if len(data) > most:
            raise self._too_large(name)
        return data

    def _too_large(self, name: str) -> RefusedError:
        return beyond_limit(self.url, f"the size of {name}", self._settings.limits.size)

    def open(self, name: str) -> "Any":
        """A file as the file system's own stream.  Raises OSError."""
        return self._calls.do(lambda system, root: system.open(joined(root, name), "rb"), name)

    def size_of(self, name: str) -> int:
        """Bytes.  Raises FileNotFoundError, another OSError."""
        return int(self._facts(name)["size"])

    def part(self, name: str, begin: int, end: int) -> bytes:
        """The bytes from one position up to another.  Raises OSError."""

        def fetched(system: "Any", root: str) -> "Any":
            return system.cat_file(joined(root, name), start=begin, end=end)

        data = bytes(self._calls.do(fetched, name))
        if len(data) != end - begin:
            raise ConnectionError(f"{self.url}/{name} changed while it was read")
        return data

    def stamp(self, name: str) -> str:
        """What changes with one file.  Raises FileNotFoundError, another OSError."""
        self.renew()
        return self._settings.library.sha256(repr(self._facts(name)).encode())

    def _facts(self, name: str) -> "Any":
        return self._calls.do(lambda system, root: system.info(joined(root, name)), name)

    def sizes(self) -> "dict[str, int]":
        """The size of each file below; 0 where it is not known.  Raises OSError, RefusedError."""
        most = self._settings.limits.number
        too_many = beyond_limit(self.url, "the number of its files", most)
        found: dict[str, int] = self._calls.do(
            lambda system, root: sizes_below(system, root, most, too_many), ""
        )
        return found

    def write(self, name: str, data: bytes) -> None:
        """Write a file, and make its folder where there are such.

        Raises RefusedError where nobody can write, OSError.
        """

        def put(system: "Any", root: str) -> None:
            path = joined(root, name)
            try:
                system.pipe_file(path, data)
            except ABSENT:
                system.makedirs(path.rpartition("/")[0], exist_ok=True)
                system.pipe_file(path, data)
            except NotImplementedError:
                raise RefusedError(
                    f"{self.url}: fsspec only reads there", entry=self.url
                ) from None

        self._calls.do(put, name)

    def remove(self, name: str) -> None:
        """Remove a file, if it is there.  Raises OSError."""
        try:
            self._calls.do(lambda system, root: system.rm_file(joined(root, name)), name)
        except FileNotFoundError:
            return


def content(system: "Any", path: str, most: int | None) -> "Any":
    """All bytes of a file, up to so many; None: whole.

    Raises IsADirectoryError, whatever the file system says of folders.
    """
    try:
        if most is None:
            return system.cat_file(path)
        if isinstance(system, Patient):
            return system.beginning(path, most)
        with system.open(path, "rb") as stream:
            return stream.read(most)
    except (*ABSENT, TimeoutError):
        raise
    except Exception:  # GitHub's has a TypeError for a folder
        if system.isdir(path):
            raise IsADirectoryError(path) from None
        raise
