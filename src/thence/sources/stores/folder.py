"""A folder on this machine, whose files may be pinned like those of any other source."""

from ..._engine import paths
from ..._engine.primitives import os
from ..errors import beyond_limit
from ..source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..settings import Settings

LEFT_OUT = ("__pycache__",)


class FolderSource(Source):
    """The files of a folder; links are followed, as everywhere on a path."""

    is_local = True

    def __init__(self, entry: str, settings: "Settings") -> None:
        super().__init__(entry)
        self._limits = settings.limits

    def list(self) -> "dict[str, str | None]":
        """Every file below, bytecode directories left out.  Raises OSError."""
        names: dict[str, str | None] = {}
        for name in files_below(self.entry, "", set()):
            names[name] = None
            if len(names) > self._limits.number:
                raise beyond_limit(self.entry, "the number of its files", self._limits.number)
        return names

    def read(self, name: str) -> bytes:
        """All bytes of a file.  Raises FileNotFoundError, OSError."""
        file = f"{self.entry}/{name}"
        try:
            return paths.read_code_file(file)
        except (NotADirectoryError, IsADirectoryError) as error:
            raise FileNotFoundError(2, "no such file", file) from error

    def stamp(self, name: str) -> str:
        """What changes with one file.  Raises OSError."""
        found = paths.stat(f"{self.entry}/{name}")
        return f"{found.st_mtime_ns}-{found.st_size}-{found.st_ino}"

    def fingerprint(self) -> None:
        """None: a file may change without a trace in its folder."""
        return


def files_below(root: str, folder: str, above: set[tuple[int, int]]) -> "Iterator[str]":
    """The files of a folder and those below it, by their names relative to the root.

    ``above`` are the folders on the way, so that links in a circle end.  Raises OSError.
    """
    place = f"{root}/{folder}" if folder else root
    found = paths.stat(place)
    here = (found.st_dev, found.st_ino)
    if here in above:
        return
    for name in sorted(os.listdir(place)):
        relative = f"{folder}/{name}" if folder else name
        if paths.is_file(f"{root}/{relative}"):
            yield relative
        elif name not in LEFT_OUT and paths.is_directory(f"{root}/{relative}"):
            yield from files_below(root, relative, above | {here})
