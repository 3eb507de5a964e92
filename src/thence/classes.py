"""The classes of one import system, made from the engine's."""

import sys

from ._engine import paths
from ._engine.bytecode.naming import FileNames
from ._engine.finders.builtin import BuiltinImporter
from ._engine.finders.file import FileFinder
from ._engine.finders.frozen import FrozenImporter
from ._engine.finders.path import PathFinder, find_distributions
from ._engine.loaders.base import CodeLoader, FileLoader
from ._engine.loaders.extension import ExtensionFileLoader
from ._engine.loaders.namespace import NamespaceLoader, NamespacePath
from ._engine.loaders.source import SourceFileLoader, SourceLoader
from ._engine.loaders.sourceless import SourcelessFileLoader
from ._engine.spec import ModuleSpec
from ._engine.state import ImportState
from ._engine.versions import APPLE_FRAMEWORKS, NAMESPACE_PATH_IS_PUBLIC

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

# What the interpreter's classes call their module: the file's own name, or the frozen one.
HOMES = (
    "_frozen_importlib",
    "_frozen_importlib_external",
    "importlib._bootstrap",
    "importlib._bootstrap_external",
)


# Kept: the cache may forbid them for a while (None), as somebody does who reloads importlib.
INTERPRETERS_MODULES = (
    sys.modules["_frozen_importlib"],
    sys.modules["_frozen_importlib_external"],
)


def interpreters_modules() -> "tuple[ModuleType, ModuleType]":
    """Where the interpreter keeps its own import system, in two halves."""
    return INTERPRETERS_MODULES


def in_force(name: str, ours: "dict[str, Any]") -> "Any":
    """What a private name of importlib stands for: somebody may have put another object there.

    ``ours`` is the namespace of thence's aliases, where that may have happened, too.
    """
    for module in INTERPRETERS_MODULES:
        found = vars(module).get(name)
        if found is not None and found is not INTERPRETERS_NAMES.get(name):
            return found
    return ours[name]


def interpreters_classes() -> dict[str, type]:
    """The interpreter's classes of finders, loaders and specs, by name."""
    return {
        name: each
        for module in interpreters_modules()
        for name, each in vars(module).items()
        if isinstance(each, type) and each.__name__ == name and each.__module__ in HOMES
    }


# Taken now: later, thence may be in their place.
INTERPRETERS_CLASSES = interpreters_classes()
INTERPRETERS_NAMES = {**vars(INTERPRETERS_MODULES[0]), **vars(INTERPRETERS_MODULES[1])}


# Which load extension modules from frameworks alone.
APPLES_MOBILE_SYSTEMS = frozenset({"ios", "tvos", "watchos"})

# Used as they are, so that nobody asks isinstance; what is deleted from them must be gone.
NEVER_INSTANTIATED = ("BuiltinImporter", "FrozenImporter", "PathFinder", "WindowsRegistryFinder")


class Machinery:
    """The classes of one import system, under importlib's names.

    Each is a subclass of the engine's class of that name, whose ``import_state`` is the
    system's (``docs/decisions/002-bound-classes.md``).  They derive from the interpreter's
    class of the same name as well: last, so that nothing of it is used, but ``isinstance`` and
    what is registered for that class hold for them.
    """

    def __init__(self, state: ImportState, file_names: FileNames, home: str) -> None:
        self._state = state
        self._home = home
        self._bound: dict[type, Any] = {}
        self.file_names = file_names
        self.ModuleSpec = state.spec_class = self._bind(ModuleSpec, file_names=file_names)
        self.BuiltinImporter = self._bind(BuiltinImporter)
        self.FrozenImporter = self._bind(FrozenImporter)
        self.LoaderBasics = self._bind(CodeLoader, "_LoaderBasics")
        self.FileLoader = self._bind(FileLoader)
        self.SourceLoader = self._bind(SourceLoader)
        self.SourceFileLoader = self._bind(SourceFileLoader)
        self.SourcelessFileLoader = self._bind(SourcelessFileLoader)
        self.ExtensionFileLoader = self._bind(ExtensionFileLoader)
        path_name = "NamespacePath" if NAMESPACE_PATH_IS_PUBLIC else "_NamespacePath"
        self.NamespacePath = self._bind(NamespacePath, path_name)
        self.NamespaceLoader = state.namespace_loader = self._bind(NamespaceLoader)
        self.NamespaceLoader.namespace_path = self.NamespacePath
        self.PathFinder = self._bind(PathFinder)
        self.PathFinder.namespace_path = self.NamespacePath
        # On the class itself: importlib_metadata deletes it, to be asked in its place.
        self.PathFinder.find_distributions = staticmethod(find_distributions)
        self.FileFinder = self._bind(FileFinder)

    def __getattr__(self, name: str) -> "Any":
        """The classes that hardly anybody asks for: made when somebody does."""
        bound = self._bind(seldom_used(name))
        setattr(self, name, bound)
        return bound

    def bind(self, engine_class: "Any") -> "Any":
        """The system's subclass of a finder or loader from above the engine, made once."""
        return self._bound.get(engine_class) or self._bind(engine_class)

    def _bind(self, engine_class: "Any", name: str | None = None, **attributes: object) -> "Any":
        """The system's subclass of an engine class; its bases are the system's, too."""
        name = name or engine_class.__name__
        bases = [self._bound[base] for base in engine_class.__bases__ if base in self._bound]
        if name in INTERPRETERS_CLASSES and name not in NEVER_INSTANTIATED:
            bases.append(INTERPRETERS_CLASSES[name])
        attributes.update(
            import_state=self._state,
            __doc__=engine_class.__doc__,
            __module__=self._home,
            __qualname__=name,
        )
        bound = type(name, (engine_class, *bases), attributes)
        self._bound[engine_class] = bound
        return bound

    def file_loaders(self) -> "list[tuple[Any, list[str]]]":
        """(loader class, suffixes) of each kind of file, in the order of preference."""
        extension = self.ExtensionFileLoader
        if APPLE_FRAMEWORKS and sys.platform in APPLES_MOBILE_SYSTEMS:
            extension = self.AppleFrameworkLoader
        return [
            (extension, self.file_names.extension),
            (self.SourceFileLoader, self.file_names.source),
            (self.SourcelessFileLoader, self.file_names.bytecode),
        ]

    def file_hook(self) -> "Callable[[str], Any]":
        """The path hook of directories (5.5.1)."""
        hook: Callable[[str], Any] = self.FileFinder.path_hook(*self.file_loaders())
        return hook

    def default_finders(self) -> "list[Any]":
        """The meta path as a Python starts with it (5.3.4)."""
        finders = [self.BuiltinImporter, self.FrozenImporter]
        if paths.IS_WINDOWS:
            finders.append(self.WindowsRegistryFinder)
        return [*finders, self.PathFinder]


def seldom_used(name: str) -> "Any":
    """An engine's class of other platforms, or for few programs.  Raises AttributeError."""
    if name == "LazyLoader":
        from ._engine.loaders.lazy import LazyLoader

        return LazyLoader
    if name == "WindowsRegistryFinder":
        from ._engine.finders.registry import WindowsRegistryFinder

        return WindowsRegistryFinder
    if name == "AppleFrameworkLoader":
        from ._engine.loaders.apple import AppleFrameworkLoader

        return AppleFrameworkLoader
    raise AttributeError(f"there is no class {name!r} in importlib's machinery")
