"""importlib.abc's names: the abstract base classes of finders and loaders.

Subclass them to write your own; the classes of ``thence.machinery`` are registered with them.
"""

import abc

from . import machinery
from ._engine.bytecode.compiling import compiled, naming_module
from ._engine.loaders.base import load_module
from ._engine.protocol.legacy import loader_by_find_loader
from ._engine.versions import (
    DISCOVERY,
    LEGACY_FINDERS,
    LOAD_MODULE,
    PATH_MTIME_IS_DEPRECATED,
    RESOURCE_CLASSES_IN_ABC,
    RESOURCE_CLASSES_MOVED,
)
from .process import process_system

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType, ModuleType
    from typing import Any

    from ._engine.spec import ModuleSpec

__all__ = [
    "ExecutionLoader",
    "FileLoader",
    "InspectLoader",
    "Loader",
    "MetaPathFinder",
    "PathEntryFinder",
    "ResourceLoader",
    "SourceLoader",
]

_machinery = process_system.machinery


class Loader(abc.ABC):
    """Makes and executes a module (5.4.1).  A subclass has ``exec_module(module)``."""

    import_state = process_system._state

    def create_module(self, spec: "ModuleSpec") -> "ModuleType | None":
        """None: the import system makes the module."""
        return None

    # exec_module() is not defined here: that a loader has it is how it is known to be modern.

    if LOAD_MODULE:

        def load_module(self, fullname: str) -> "ModuleType":
            """Deprecated: create and execute in one step.

            Raises ImportError without ``exec_module``.
            """
            if not hasattr(self, "exec_module"):
                raise ImportError
            return load_module(self, fullname)

    if LEGACY_FINDERS:

        def module_repr(self, module: "ModuleType") -> str:
            """Deprecated: the module's repr."""
            _warn_of_removal("importlib.abc.Loader.module_repr()")
            raise NotImplementedError


if LEGACY_FINDERS:

    class Finder(abc.ABC):
        """Deprecated: a finder of PEP 302."""

        def __init__(self) -> None:
            _warn_of_removal("The Finder ABC", "use MetaPathFinder or PathEntryFinder instead")

        @abc.abstractmethod
        def find_module(self, fullname: str, path: "Any" = None) -> "Any":
            """The loader of a module; None if it is not found."""
            _warn_of_removal("importlib.abc.Finder.find_module()")


class MetaPathFinder(abc.ABC):
    """Finds modules for the meta path (5.3.4).

    A subclass has ``find_spec(fullname, path, target=None)``.
    """

    if LEGACY_FINDERS:

        def find_module(self, fullname: str, path: "Any") -> "Any":
            """Deprecated: the loader of a module; None if it is not found."""
            _warn_of_removal("MetaPathFinder.find_module()", "use find_spec() instead")
            if not hasattr(self, "find_spec"):
                return None
            found = self.find_spec(fullname, path)
            return None if found is None else found.loader

    if DISCOVERY:

        def discover(self, parent: "ModuleSpec | None" = None) -> "Iterable[ModuleSpec]":
            """The modules that could be found in a package, or (None) at top level.

            Raises ValueError when ``parent`` is no package.
            """
            return ()

    def invalidate_caches(self) -> None:
        """Forget what is known of the world."""


class PathEntryFinder(abc.ABC):
    """Finds modules at one path entry (5.5.2).

    A subclass has ``find_spec(fullname, target=None)``.
    """

    if LEGACY_FINDERS:

        def find_loader(self, fullname: str) -> "tuple[Any, list[str]]":
            """Deprecated: the loader and the portions of a module."""
            _warn_of_removal("PathEntryFinder.find_loader()", "use find_spec() instead")
            if not hasattr(self, "find_spec"):
                return None, []
            found = self.find_spec(fullname)
            if found is None:
                return None, []
            return found.loader, found.submodule_search_locations or []

        def find_module(self, fullname: str) -> "Any":
            """Deprecated: the loader of a module."""
            return loader_by_find_loader(self, fullname)

    if DISCOVERY:

        def discover(self, parent: "ModuleSpec | None" = None) -> "Iterable[ModuleSpec]":
            """The modules that could be found here, in a package or (None) at top level.

            Raises ValueError when ``parent`` is no package.
            """
            return ()

    def invalidate_caches(self) -> None:
        """Forget what is known of the entry."""


class ResourceLoader(Loader):
    """A loader that reads files of its storage."""

    @abc.abstractmethod
    def get_data(self, path: str) -> bytes:
        """All bytes of a file.  Raises OSError."""
        raise OSError


class InspectLoader(Loader):
    """A loader that shows a module's source and code."""

    def is_package(self, fullname: str) -> bool:
        """Is the module a package?  Raises ImportError when it is not found."""
        raise ImportError

    def get_code(self, fullname: str) -> "CodeType | None":
        """The module's code, None where it has none.  Raises ImportError."""
        source = self.get_source(fullname)
        return None if source is None else compiled_by(self, source, None, fullname)

    @abc.abstractmethod
    def get_source(self, fullname: str) -> str | None:
        """The module's text, None where it has none.  Raises ImportError."""
        raise ImportError

    @staticmethod
    def source_to_code(
        data: "Any", path: "Any" = "<string>", fullname: str | None = None
    ) -> "CodeType":
        """Compile text, bytes or a syntax tree; ``fullname`` is the module's (since 3.15)."""
        return compiled(data, path, fullname)

    exec_module = _machinery.LoaderBasics.exec_module
    if LOAD_MODULE:
        load_module = _machinery.LoaderBasics.load_module


class ExecutionLoader(InspectLoader):
    """A loader whose modules can be executed as scripts."""

    @abc.abstractmethod
    def get_filename(self, fullname: str) -> str:
        """What ``__file__`` is to be.  Raises ImportError."""
        raise ImportError

    def get_code(self, fullname: str) -> "CodeType | None":
        """The module's code, which knows its file."""
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            path = self.get_filename(fullname)
        except ImportError:
            path = None
        return compiled_by(self, source, path, fullname)


def compiled_by(loader: InspectLoader, source: str, path: str | None, fullname: str) -> "CodeType":
    """Let a loader compile; it is told the module's name where the protocol has it so."""
    named = naming_module(fullname)
    if path is None and not named:
        return loader.source_to_code(source)
    return loader.source_to_code(source, "<string>" if path is None else path, *named)


class FileLoader(_machinery.FileLoader, ResourceLoader, ExecutionLoader):  # type: ignore[misc, name-defined]
    """A loader for one module in one file."""


class SourceLoader(_machinery.SourceLoader, ResourceLoader, ExecutionLoader):  # type: ignore[misc, name-defined]
    """A loader of source code from any storage; bytecode is cached where that is possible.

    A subclass has ``get_filename`` and ``get_data``; ``path_stats`` (or ``path_mtime``) makes
    it read bytecode, ``set_data`` makes it write bytecode.
    """

    def path_mtime(self, path: str) -> int:
        """When the source was changed, in seconds since the epoch.  Raises OSError."""
        if PATH_MTIME_IS_DEPRECATED:
            _warn_of_path_mtime()
        if type(self).path_stats is SourceLoader.path_stats:
            raise OSError
        return int(self.path_stats(path)["mtime"])

    def path_stats(self, path: str) -> "dict[str, Any]":
        """What is known of the source: ``mtime``, and optionally ``size``.  Raises OSError."""
        if type(self).path_mtime is SourceLoader.path_mtime:
            raise OSError
        return {"mtime": self.path_mtime(path)}

    def set_data(self, path: str, data: bytes) -> "bool | None":
        """Write a file, and return False where that cannot be; here: keep nothing."""
        return False


def _warn_of_removal(what: str, instead: str = "") -> None:
    """A method of PEP 302 was used."""
    import warnings

    message = f"{what} is deprecated and slated for removal in Python 3.12"
    warnings.warn(
        f"{message}; {instead}" if instead else message, DeprecationWarning, stacklevel=3
    )


def _warn_of_path_mtime() -> None:
    """The method has been superseded long ago."""
    import warnings

    message = "SourceLoader.path_mtime is deprecated in favour of SourceLoader.path_stats()."
    warnings.warn(message, DeprecationWarning, stacklevel=3)


def _register(base: "Any", *classes: "Any") -> None:
    for each in classes:
        base.register(each)


_register(
    MetaPathFinder,
    machinery.BuiltinImporter,
    machinery.FrozenImporter,
    machinery.PathFinder,
    machinery.WindowsRegistryFinder,
)
_register(PathEntryFinder, machinery.FileFinder)
_register(
    InspectLoader, machinery.BuiltinImporter, machinery.FrozenImporter, machinery.NamespaceLoader
)
_register(ExecutionLoader, machinery.ExtensionFileLoader)
_register(
    FileLoader,
    machinery.SourceFileLoader,
    machinery.SourcelessFileLoader,
    machinery.ExtensionFileLoader,
)
_register(SourceLoader, machinery.SourceFileLoader)


def __getattr__(name: str) -> "Any":
    """The classes of resources, which moved to importlib.resources.abc."""
    known = {"ResourceReader", "Traversable", "TraversableResources"}
    if not RESOURCE_CLASSES_IN_ABC or name not in known:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.resources import abc as resources

    if RESOURCE_CLASSES_MOVED:
        import warnings

        warnings._deprecated(f"importlib.abc.{name}", remove=(3, 14))  # type: ignore[attr-defined]
    found = getattr(resources, name)
    globals()[name] = found
    return found
