"""Files beside a namespace package whose portions lie in folders and in sources."""

from .resources import StoredPath, StoredReader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any


class PortionsReader(StoredReader):
    """What ``importlib.resources`` reads the portions with."""

    def __init__(self, portions: "Iterable[Any]") -> None:
        self._folder: Any = Portions(portions)


class Portions:
    """Several folders as one; of files with the same name, the first portion's counts.

    Each is a ``StoredPath`` or a ``pathlib.Path``.
    """

    def __init__(self, folders: "Iterable[Any]") -> None:
        self._folders = list(folders)

    def __repr__(self) -> str:
        return f"Portions({self._folders!r})"

    @property
    def name(self) -> str:
        """The last part of the folders' names."""
        name: str = self._folders[0].name
        return name

    def iterdir(self) -> "Iterator[Any]":
        """What lies in the folders; folders of one name in several portions are one."""
        names = dict.fromkeys(
            each.name for folder in self._folders if folder.is_dir() for each in folder.iterdir()
        )
        return (self.joinpath(name) for name in names)

    def joinpath(self, *descendants: "Any") -> "Any":
        """What lies below: a file of the first portion that has it, else all folders."""
        if not descendants:
            return self
        below = [folder.joinpath(*descendants) for folder in self._folders]
        found = next((each for each in below if each.is_file()), None)
        if found is not None:
            return found
        folders = [each for each in below if each.is_dir()]
        return Portions(folders) if len(folders) > 1 else (folders or below)[0]

    def __truediv__(self, child: "Any") -> "Any":
        return self.joinpath(child)

    def is_dir(self) -> bool:
        """It is."""
        return True

    def is_file(self) -> bool:
        """It is not."""
        return False

    def read_bytes(self) -> bytes:
        """Raises IsADirectoryError."""
        raise IsADirectoryError(repr(self))

    def read_text(self, encoding: str | None = None) -> str:  # noqa: ARG002 - the protocol's
        """Raises IsADirectoryError."""
        raise IsADirectoryError(repr(self))

    def open(self, *args: "Any", **options: "Any") -> "Any":  # noqa: ARG002 - the protocol's
        """Raises IsADirectoryError."""
        raise IsADirectoryError(repr(self))


def folder_at(entry: str, finder: "Any") -> "Any":
    """A portion, by its entry and that entry's finder."""
    if finder is not None and hasattr(finder, "contents"):
        return StoredPath(finder.contents, finder.folder)
    from pathlib import Path  # which importlib.resources has loaded

    return Path(entry)
