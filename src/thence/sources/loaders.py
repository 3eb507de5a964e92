"""The loaders of all sources: the engine's, reading from ``Contents`` in place of files."""

import sys

from .._engine import paths
from .._engine.bytecode.format import hash_of_source
from .._engine.bytecode.location import CACHE_DIRECTORY
from .._engine.file_names import BYTECODE_SUFFIX
from .._engine.loaders.extension import ExtensionFileLoader
from .._engine.loaders.source import SourceFileLoader
from .._engine.loaders.sourceless import SourcelessFileLoader
from .._engine.primitives import weakref

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any

    from .._engine.spec import ModuleSpec
    from .contents import Contents


class StoredFile:
    """What the loaders of stored modules have in common.

    ``path`` is the path entry with the file's name behind it, ``name`` the module's.
    """

    name: str
    path: str

    def __init__(self, fullname: str, path: str, contents: "Contents", file: str) -> None:
        self.name = fullname
        self.path = path
        self.contents = contents
        # The name of the module's file in its source.
        self.file = file

    def get_data(self, path: str) -> bytes:
        """All bytes of a file in the same source, verified.  Raises OSError, SourceError."""
        name = self.contents.name_of(path)
        if name is None:
            raise FileNotFoundError(2, f"not in {self.contents.entry}", path)
        return self.contents.read(name)

    def provenance(self) -> "dict[str, Any]":
        """What ``thence why`` tells of the file."""
        return {"source": self.contents.entry, "file": self.file, **self.contents.facts(self.file)}

    def get_resource_reader(self, name: str | None = None) -> "Any":
        """What ``importlib.resources`` reads the package's files with."""
        from .resources import StoredReader

        return StoredReader(self.contents, self.file.rpartition("/")[0])


class StoredSourceLoader(StoredFile, SourceFileLoader):
    """A source file in a source; its bytecode is kept under the hash of its bytes."""

    def get_code(self, fullname: str) -> "CodeType":
        """The module's code, from bytecode of the same hash, or compiled.

        Raises what reading and compiling the source raise.
        """
        code = super().get_code(fullname)
        if self.import_state.builtins is not None:
            offer_lines(self)
        return code

    def path_stats(self, path: str) -> "dict[str, Any]":
        """No time: bytecode is found by the hash.  Raises OSError, SourceError."""
        self.contents.hash_of(self.file)
        return {"mtime": 0}

    def get_data(self, path: str) -> bytes:
        """All bytes of a file in the same source, or of the module's bytecode.

        Raises OSError, SourceError.
        """
        if self._is_bytecode(path):
            return self.contents.bytecode(self.file, self._mark(path))
        return super().get_data(path)

    def _is_bytecode(self, path: str) -> bool:
        """Is it where the bytecode would be, if the source lay on disk?"""
        if not path.endswith(BYTECODE_SUFFIX):
            return False
        folder = paths.split(path)[0]
        if folder == f"{paths.split(self.path)[0]}/{CACHE_DIRECTORY}":
            return True  # as nearly always: not worked out anew for each module
        file_names = self.import_state.spec_class.file_names
        plain = file_names.cache_of(self.path)
        return plain is not None and folder == paths.split(plain)[0]

    def _mark(self, cache_path: str) -> str:
        """What tells bytecode of the same source apart: the module, Python, transforms."""
        tags = paths.split(cache_path)[1].partition(".")[2]
        return f"{hash_of_source(self.name.encode()).hex()}.{tags}"

    def _cache_bytecode(self, source_path: str, cache_path: str, data: bytes) -> "bool | None":
        """Keep bytecode, where the cache can be written."""
        return self.set_data(cache_path, data)

    def set_data(self, path: str, data: bytes, *, _mode: int = 0o666) -> "bool | None":
        """Keep bytecode of this module, or return False; a source cannot be written."""
        if not self._is_bytecode(path):
            return False
        sha256 = self.contents.hash_of(self.file)
        return self.contents.cache.keep_bytecode(sha256, self._mark(path), bytes(data))


def offer_lines(loader: StoredSourceLoader) -> None:
    """Let ``inspect`` find the lines of a private system's module, which ``sys.modules`` lacks."""
    linecache = sys.modules.get("linecache")
    if linecache is not None:
        lines = Lines(loader)
        spec = loader.import_state.spec_class(loader.name, lines)
        names = {"__name__": loader.name, "__loader__": lines, "__spec__": spec}
        linecache.cache.pop(loader.path, None)  # of an earlier system, or before a reload
        linecache.lazycache(loader.path, names)


class Lines:
    """A module's text for ``linecache``, which never forgets: only as long as the loader lives.

    With it live the source, and its connections.  Whatever code of the module can still run
    keeps the loader, by its globals.
    """

    def __init__(self, loader: StoredSourceLoader) -> None:
        self._loader = weakref.ref(loader)

    def get_source(self, fullname: str) -> str | None:
        """The text; None when the module is gone.  Raises ImportError when it cannot be read."""
        loader = self._loader()
        return None if loader is None else loader.get_source(fullname)


class StoredBytecodeLoader(StoredFile, SourcelessFileLoader):
    """A .pyc file in a source, where the source would be."""


class StoredExtensionLoader(StoredFile, ExtensionFileLoader):
    """A shared library in a source: unpacked to a private place when it was verified."""

    def create_module(self, spec: "ModuleSpec") -> "ModuleType":
        """Unpack the library, load it, and make the module.  Raises ImportError."""
        origin = spec.origin
        spec.origin = library_file(self.contents, self.file)
        try:
            module = super().create_module(spec)
        finally:
            library, spec.origin = spec.origin, origin
        # What the system has loaded; the spec goes on saying where it came from.
        module.__file__ = library
        return module


def library_file(contents: "Contents", name: str) -> str:
    """The file on this machine that holds a shared library of a source, verified.

    Raises what reading it raises.
    """
    if contents.unpacked is None:
        from .unpacking import Unpacked

        contents.unpacked = Unpacked(contents)
    file: str = contents.unpacked.file_of(name)
    return file


LOADERS = (StoredExtensionLoader, StoredSourceLoader, StoredBytecodeLoader)
