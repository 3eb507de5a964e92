"""What is done to a process that is taken over, each step with its way back."""

import sys

from ..process import process_system
from .blessing import bless_finder, bless_module
from .counterparts import Counterparts
from .warning_places import WarningPlaces

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# Modules that took names out of the interpreter's import system, and hand them on.
HANDS_ON = ("importlib", "importlib.machinery", "importlib.util", "pkgutil", "runpy", "zipimport")
HOOK_NAME = "path_hook_for_FileFinder"


class Names:
    """Sets the names that C code and importlib look up; see ``counterparts``."""

    def __init__(self, counterparts: Counterparts) -> None:
        self._pairs = counterparts.names
        self._changed: list[tuple[dict[str, Any], str, Any, Any]] = []

    def do(self) -> None:
        """Put thence's objects in the place of the interpreter's, wherever they are handed on."""
        for namespace, name, theirs, ours in self._pairs:
            self._set(namespace, name, theirs, ours)
        replaced = {id(theirs): ours for _, _, theirs, ours in self._pairs if worth_it(theirs)}
        for module_name in HANDS_ON:
            namespace = getattr(sys.modules.get(module_name), "__dict__", {})
            for name, theirs in list(namespace.items()):
                if id(theirs) in replaced:
                    self._set(namespace, name, theirs, replaced[id(theirs)])

    def _set(self, namespace: "dict[str, Any]", name: str, theirs: object, ours: object) -> None:
        namespace[name] = ours
        self._changed.append((namespace, name, theirs, ours))

    def undo(self) -> None:
        """Put them back, except where somebody else has set the name meanwhile."""
        while self._changed:
            namespace, name, theirs, ours = self._changed.pop()
            if namespace.get(name) is ours:
                namespace[name] = theirs
        back = {id(ours): theirs for _, _, theirs, ours in self._pairs if worth_it(ours)}
        for module_name in HANDS_ON:  # loaded while thence was in force
            namespace = getattr(sys.modules.get(module_name), "__dict__", {})
            for name, ours in list(namespace.items()):
                if id(ours) in back:
                    namespace[name] = back[id(ours)]


def worth_it(thing: object) -> bool:
    """Can this object be recognised by its identity?  Numbers, strings and lists are shared."""
    return isinstance(thing, type) or callable(thing)


class ClassNames:
    """Lets thence's classes say that they live where the interpreter's do.

    importlib_metadata knows the path based finder by its ``__module__``, reprs show it, pickles
    keep it.  One class keeps its own, so that one can see who is in force.
    """

    TELLTALE = "FrozenImporter"

    def __init__(self, counterparts: Counterparts) -> None:
        self._classes = counterparts.classes
        self._before: dict[type, str] = {}

    def do(self) -> None:
        """The interpreter's names of modules."""
        for theirs, ours in self._classes.items():
            if theirs.__name__ != self.TELLTALE:
                self._before[ours] = ours.__module__
                ours.__module__ = theirs.__module__

    def undo(self) -> None:
        """Their own."""
        for ours, module in self._before.items():
            ours.__module__ = module


class AbstractBases:
    """Registers the finders with the abstract base classes of importlib, if these are loaded.

    Loaded later, importlib.abc does so itself.  A registration cannot be undone; it stays.
    """

    def do(self) -> None:
        """As importlib.abc registers the interpreter's."""
        namespace = getattr(sys.modules.get("importlib.abc"), "__dict__", None)
        if namespace is None:
            return
        machinery = process_system.machinery
        finders = (machinery.BuiltinImporter, machinery.FrozenImporter)
        for finder in (*finders, machinery.PathFinder, machinery.WindowsRegistryFinder):
            namespace["MetaPathFinder"].register(finder)
        for loader in finders:
            namespace["InspectLoader"].register(loader)

    def undo(self) -> None:
        """Nothing: see above."""


class Warnings:
    """Lets thence's warnings say that they come from where the interpreter's do."""

    def __init__(self, counterparts: Counterparts) -> None:
        self._places = WarningPlaces(counterparts)

    def do(self) -> None:
        """The process's system asks for the place of each warning."""
        process_system._state.warning_place = self._places.find

    def undo(self) -> None:
        """Its warnings come from thence's own files."""
        process_system._state.warning_place = None


class Subclasses:
    """Lets classes that derive from the interpreter's (zipimporter, users') derive from ours."""

    def __init__(self, counterparts: Counterparts) -> None:
        self._counterparts = counterparts

    def do(self) -> None:
        """From now on they inherit thence's methods."""
        known = {*self._counterparts.classes, *self._counterparts.classes.values()}
        for theirs, ours in self._counterparts.forward().items():
            subclasses: list[type] = type.__subclasses__(theirs)
            for subclass in subclasses:
                if subclass not in known and not issubclass(subclass, ours):
                    replace_base(subclass, theirs, ours)

    def undo(self) -> None:
        """And the interpreter's again."""
        known = {*self._counterparts.classes, *self._counterparts.classes.values()}
        for ours, theirs in self._counterparts.backward().items():
            subclasses: list[type] = type.__subclasses__(ours)
            for subclass in subclasses:
                if subclass not in known:
                    replace_base(subclass, ours, theirs)


def replace_base(subclass: type, old: type, new: type) -> None:
    """Replace one base of a class; where the layout or the order forbids it, leave it."""
    bases = tuple(new if base is old else base for base in subclass.__bases__)
    try:
        subclass.__bases__ = bases
    except TypeError:
        return


class Finders:
    """Puts thence's finders and path hook in the places of the interpreter's."""

    def __init__(self, counterparts: Counterparts) -> None:
        self._counterparts = counterparts
        # thence's hook -> the interpreter's hook whose place it took
        self._hooks: dict[Callable[[str], Any], Callable[[str], Any]] = {}

    def do(self) -> None:
        """On the meta path, among the path hooks, in the path importer cache."""
        classes = self._counterparts.forward()
        replace_items(sys.meta_path, lambda finder: replaced_class(finder, classes))
        replace_items(sys.path_hooks, self._hook_in_place_of)
        for finder in list(sys.path_importer_cache.values()):
            bless_finder(finder, classes)

    def undo(self) -> None:
        """The same places, whatever was added around them."""
        classes = self._counterparts.backward()
        replace_items(sys.meta_path, lambda finder: replaced_class(finder, classes))
        replace_items(sys.path_hooks, lambda hook: self._hooks.get(hook, hook))
        for finder in list(sys.path_importer_cache.values()):
            bless_finder(finder, classes)

    def _hook_in_place_of(self, hook: "Any") -> "Any":
        """Thence's hook for one of the interpreter's FileFinder, with the same loaders."""
        details = loader_details_of(hook)
        if details is None:
            return hook
        classes = self._counterparts.forward()
        mapped = [(classes.get(loader, loader), suffixes) for loader, suffixes in details]
        ours = process_system.machinery.FileFinder.path_hook(*mapped)
        self._hooks[ours] = hook
        return ours


def replaced_class(finder: "Any", classes: "dict[type, Any]") -> "Any":
    """A finder that is a class, in the other system; anything else as it is."""
    return classes.get(finder, finder) if isinstance(finder, type) else finder


def replace_items(items: "list[Any]", replacement: "Callable[[Any], Any]") -> None:
    """Replace the items of a list, in place."""
    if items is not None:  # the interpreter is being torn down
        items[:] = [replacement(item) for item in items]


def loader_details_of(hook: "Any") -> "Any":
    """The (loader, suffixes) pairs that a path hook of FileFinder was made with; else None."""
    code = getattr(hook, "__code__", None)
    if getattr(hook, "__name__", "") != HOOK_NAME or code is None:
        return None
    cells = dict(zip(code.co_freevars, hook.__closure__ or (), strict=False))
    return cells["loader_details"].cell_contents if "loader_details" in cells else None


class Modules:
    """Makes the specs, loaders and paths of the modules in the cache those of the other system."""

    def __init__(self, counterparts: Counterparts) -> None:
        self._counterparts = counterparts

    def do(self) -> None:
        """Modules that were loaded before count as if thence had loaded them."""
        self._bless_all(self._counterparts.forward())

    def undo(self) -> None:
        """Modules that thence loaded count as if the interpreter had loaded them."""
        self._bless_all(self._counterparts.backward())

    def _bless_all(self, classes: "dict[type, Any]") -> None:
        for module in list(sys.modules.values()):
            bless_module(module, classes)
