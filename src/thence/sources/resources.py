"""Files beside a package, for ``importlib.resources``."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .contents import Contents


class StoredReader:
    """What a loader hands to ``importlib.resources``: a package's folder."""

    def __init__(self, contents: "Contents", folder: str) -> None:
        self._folder = StoredPath(contents, folder)

    def files(self) -> "StoredPath":
        """The package's folder."""
        return self._folder

    def open_resource(self, resource: str) -> "Any":
        """A file, open for reading bytes.  Raises FileNotFoundError."""
        return self._folder.joinpath(resource).open("rb")

    def resource_path(self, resource: str) -> str:
        """A file is nowhere on disk: FileNotFoundError, as the protocol says."""
        raise FileNotFoundError(resource)

    def is_resource(self, name: str) -> bool:
        """Is there such a file?"""
        return self._folder.joinpath(name).is_file()

    def contents(self) -> "Iterator[str]":
        """The names in the folder."""
        return (each.name for each in self._folder.iterdir())


class StoredPath:
    """A file or folder in a source, with the methods of ``importlib.resources``' Traversable."""

    def __init__(self, contents: "Contents", name: str) -> None:
        self._contents = contents
        self._name = name  # "" is the root

    def __repr__(self) -> str:
        return f"StoredPath({str(self)!r})"

    def __str__(self) -> str:
        entry = self._contents.entry
        return f"{entry}/{self._name}" if self._name else entry

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StoredPath) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    @property
    def name(self) -> str:
        """The last part of the name."""
        return str(self).rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The name without its last suffix."""
        return self.name.rpartition(".")[0] or self.name

    @property
    def suffix(self) -> str:
        """The last suffix, with its dot."""
        stem, dot, suffix = self.name.rpartition(".")
        return dot + suffix if stem else ""

    @property
    def parent(self) -> "StoredPath":
        """The folder that this lies in; the root is its own."""
        return StoredPath(self._contents, self._name.rpartition("/")[0])

    def joinpath(self, *descendants: "Any") -> "StoredPath":
        """What lies below; ``..`` is refused by a ValueError."""
        parts = [part for each in descendants for part in str(each).split("/")]
        kept = [part for part in parts if part not in ("", ".")]
        if ".." in kept:
            raise ValueError(f"{'/'.join(parts)!r} leads out of {self}")
        return StoredPath(self._contents, "/".join([*filter(None, [self._name]), *kept]))

    def __truediv__(self, child: "Any") -> "StoredPath":
        return self.joinpath(child)

    def is_file(self) -> bool:
        """Is there such a file?"""
        return bool(self._name) and self._contents.has(self._name)

    def is_dir(self) -> bool:
        """Is there a file somewhere below?"""
        return self._name in self._contents.folders()

    def exists(self) -> bool:
        """Is there a file or a folder?"""
        return self.is_file() or self.is_dir()

    def iterdir(self) -> "Iterator[StoredPath]":
        """What lies in this folder.  Raises NotADirectoryError, FileNotFoundError."""
        if not self.is_dir():
            error = NotADirectoryError if self.is_file() else FileNotFoundError
            raise error(str(self))
        start = f"{self._name}/" if self._name else ""
        below = (name[len(start) :] for name in self._contents.names() if name.startswith(start))
        for first in dict.fromkeys(name.partition("/")[0] for name in below):
            yield self / first

    def read_bytes(self) -> bytes:
        """All bytes, verified.  Raises FileNotFoundError, SourceError, OSError."""
        return self._contents.read(self._name)

    def read_text(self, encoding: str | None = None, errors: str | None = None) -> str:
        """The text.  Raises what ``read_bytes`` raises, UnicodeDecodeError."""
        with self.open("r", encoding=encoding, errors=errors) as stream:
            text: str = stream.read()
        return text

    def open(self, mode: str = "r", *args: "Any", **options: "Any") -> "Any":
        """A stream of bytes (``"rb"``) or text; nothing can be written (ValueError)."""
        if mode not in ("r", "rb", "rt"):
            raise ValueError(f"{self} can only be read, not opened as {mode!r}")
        from io import BytesIO, TextIOWrapper  # which importlib.resources has loaded

        stream = BytesIO(self.read_bytes())
        return stream if "b" in mode else TextIOWrapper(stream, *args, **options)
