"""What was registered for one system's classes, registered for the other's."""

import sys

from ..classes import INTERPRETERS_CLASSES
from ..process import process_system

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


# Abstract base class -> the classes that importlib.abc registers with it.
REGISTERED = {
    "MetaPathFinder": (
        "BuiltinImporter",
        "FrozenImporter",
        "PathFinder",
        "WindowsRegistryFinder",
    ),
    "PathEntryFinder": ("FileFinder",),
    "InspectLoader": ("BuiltinImporter", "FrozenImporter", "NamespaceLoader"),
    "ExecutionLoader": ("ExtensionFileLoader",),
    "FileLoader": ("SourceFileLoader", "SourcelessFileLoader"),
    "SourceLoader": ("SourceFileLoader",),
}


class AbstractBases:
    """Registers finders and loaders with the abstract base classes of importlib, if loaded.

    importlib.abc registers the classes that it finds when it is loaded.  A registration cannot
    be undone; it stays.
    """

    def do(self) -> None:
        """It was loaded before: thence's classes are not registered yet."""
        self._register(lambda name: getattr(process_system.machinery, name))

    def undo(self) -> None:
        """It was loaded meanwhile: the interpreter's classes are not registered yet."""
        self._register(INTERPRETERS_CLASSES.__getitem__)

    def _register(self, class_named: "Callable[[str], Any]") -> None:
        bases = getattr(sys.modules.get("importlib.abc"), "__dict__", {})
        for base, names in REGISTERED.items():
            for name in names:
                if base in bases:
                    bases[base].register(class_named(name))


class PackageListing:
    """Lets ``pkgutil.iter_modules`` know both systems' finders of directories.

    pkgutil registers how to list the class that it finds when it is loaded.
    """

    def do(self) -> None:
        """Thence's class derives from the interpreter's: what holds for that one holds for it."""

    def undo(self) -> None:
        """Pkgutil was loaded meanwhile: the interpreter's class is not registered yet."""
        listing: Any = getattr(sys.modules.get("pkgutil"), "iter_importer_modules", None)
        registered = getattr(listing, "registry", {})
        ours = process_system.machinery.FileFinder
        theirs = INTERPRETERS_CLASSES["FileFinder"]
        if ours in registered and theirs not in registered:
            listing.register(theirs, registered[ours])
