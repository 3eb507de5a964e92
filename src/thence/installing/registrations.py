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


class Registrations:
    """Registers finders and loaders with what others have registered the other system's for.

    importlib.abc registers the classes that it finds when it is loaded, as virtual subclasses;
    pkgutil how to list the modules of the path entry finder that it finds.  A registration cannot
    be undone; it stays.
    """

    def do(self) -> None:
        """Both were loaded before: thence's classes are not registered yet.

        With pkgutil they need not be: what holds for the class that they derive from holds for
        them.
        """
        self._register(lambda name: getattr(process_system.machinery, name))

    def undo(self) -> None:
        """Both were loaded meanwhile: the interpreter's classes are not registered yet."""
        self._register(INTERPRETERS_CLASSES.__getitem__)
        listing: Any = getattr(sys.modules.get("pkgutil"), "iter_importer_modules", None)
        registered = getattr(listing, "registry", {})
        ours = process_system.machinery.FileFinder
        theirs = INTERPRETERS_CLASSES["FileFinder"]
        if ours in registered and theirs not in registered:
            listing.register(theirs, registered[ours])

    def _register(self, class_named: "Callable[[str], Any]") -> None:
        bases = getattr(sys.modules.get("importlib.abc"), "__dict__", {})
        for base, names in REGISTERED.items():
            for name in names:
                if base in bases:
                    bases[base].register(class_named(name))
