"""Modules in source files, and their bytecode (5.4.7)."""

from .. import paths
from ..bytecode.compiling import compiled, decode_source
from ..errors import source_unavailable
from ..verbosity import verbose_message
from .base import CodeLoader, FileLoader
from .cached_code import CachedCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any


class SourceLoader(CodeLoader):
    """A loader of source code from any storage, with its bytecode cached where that is possible.

    A subclass has ``get_data`` and ``get_filename``; ``path_stats`` makes it read bytecode,
    ``set_data`` makes it write bytecode.
    """

    # Whether the system's transforms are applied to what it loads.
    takes_transforms = False

    def get_data(self, path: str) -> bytes:
        """All bytes of a file.  Raises OSError."""
        raise NotImplementedError

    def path_mtime(self, path: str) -> float:
        """When the source was changed, in seconds since the epoch.  Raises OSError."""
        raise OSError

    def path_stats(self, path: str) -> "dict[str, Any]":
        """What is known of the source: ``mtime``, and ``size`` in bytes.  Raises OSError."""
        return {"mtime": self.path_mtime(path)}

    def _cache_bytecode(self, source_path: str, cache_path: str, data: bytes) -> "bool | None":
        """Keep bytecode; the importlib name under which subclasses override it."""
        return self.set_data(cache_path, data)

    def set_data(self, path: str, data: bytes) -> "bool | None":
        """Write a file, and return False where that cannot be; here: keep nothing."""
        return False

    def get_source(self, fullname: str) -> str:
        """The module's text.  Raises ImportError when it cannot be read."""
        path = self.get_filename(fullname)
        try:
            data = self.get_data(path)
        except OSError as error:
            raise source_unavailable(fullname) from error
        return decode_source(data)

    def source_to_code(
        self, data: "Any", path: str, fullname: str | None = None, *, _optimize: int = -1
    ) -> "CodeType":
        """Compile text, bytes or a syntax tree; ``fullname`` is the module's (since 3.15)."""
        return compiled(data, path, fullname, _optimize)

    def get_code(self, fullname: str) -> "CodeType":
        """The module's code: from valid bytecode, else compiled, and the bytecode then kept.

        Raises what reading and compiling the source raise; a bad cache is no error.
        """
        request = CachedCode(self, fullname)
        code = request.from_cache()
        if code is None:
            own = SourceLoader.source_to_code
            is_own = getattr(self.source_to_code, "__func__", None) is own
            code = request.compiled_by(self.source_to_code, is_own)
            verbose_message("code object from {}", request.source_path)
            request.keep(code)
        request.tell_ready(code)
        return code


class SourceFileLoader(FileLoader, SourceLoader):
    """A source file, its bytecode in ``__pycache__`` or below ``sys.pycache_prefix``."""

    takes_transforms = True

    def get_data(self, path: str) -> bytes:
        """All bytes of a file, which may be code.  Raises OSError."""
        return paths.read_code_file(path)

    def path_stats(self, path: str) -> "dict[str, Any]":
        """``mtime`` (seconds) and ``size`` (bytes) of the source.  Raises OSError."""
        found = paths.stat(path)
        return {"mtime": found.st_mtime, "size": found.st_size}

    def _cache_bytecode(self, source_path: str, cache_path: str, data: bytes) -> "bool | None":
        """Keep bytecode with the permissions of the source."""
        return self.set_data(cache_path, data, _mode=permissions_of(source_path))

    def set_data(self, path: str, data: bytes, *, _mode: int = 0o666) -> "bool | None":
        """Write a file atomically, and make its directory; False where that is impossible."""
        directory, _ = paths.split(path)
        try:
            paths.make_directories(directory)
        except OSError as error:
            verbose_message("could not create {!r}: {!r}", directory, error)
            return False
        try:
            paths.write_atomic(path, data, _mode)
        except OSError as error:
            verbose_message("could not create {!r}: {!r}", path, error)
            return False
        verbose_message("created {!r}", path)
        return None


def permissions_of(source_path: str) -> int:
    """The mode for a source's bytecode: the source's own, and writable, to be renewed."""
    try:
        mode: int = paths.stat(source_path).st_mode
    except OSError:
        mode = 0o666
    return mode | 0o200
