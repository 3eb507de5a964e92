"""What one import system owns, and nothing else does."""

import sys

from .locks import ModuleLocks
from .observer import Observer
from .sharing import Sharing
from .spec import ModuleSpec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping
    from types import ModuleType
    from typing import Any

    # A module cache may hold None, and whatever a module put in its own place.
    ModuleCache = MutableMapping[str, Any]


class ImportState:
    """The state of one import system.

    The five collections of chapter 5 (``modules``, ``meta_path``, ``path``, ``path_hooks``,
    ``path_importer_cache``) come with the two kinds of state below.
    """

    modules: "ModuleCache"
    meta_path: "list[Any]"
    path: "list[Any]"
    path_hooks: "list[Callable[[str], Any]]"
    path_importer_cache: "dict[str, Any]"

    def __init__(self) -> None:
        self.locks = ModuleLocks()
        # Told of each decision; None costs nothing.
        self.observer: Observer | None = None
        # What modules get as __builtins__; None: whatever ``exec`` gives them.
        self.builtins: dict[str, Any] | None = None
        # Modules being reloaded, by name: one that is reloaded again from within is left alone.
        self.reloading: dict[str, ModuleType] = {}
        # Counts up when caches are invalidated: namespace packages then look for portions anew.
        self.portions_epoch = 0
        # The class of the specs that this system makes.
        self.spec_class = ModuleSpec
        # The class of the loader that a namespace package gets when no finder gave it one.
        self.namespace_loader: Any = None
        # (loader class, suffixes) for each kind of file, in the order of preference.
        self.file_loaders: Callable[[], list[tuple[Any, list[str]]]] = list
        # Which modules are taken from the interpreter; None: this is the interpreter's own.
        self.sharing: Sharing | None = None

    def make_alone(self, make: "Callable[..., Any]", spec: "Any") -> "Any":
        """Make a module in C, which also puts some modules into ``sys.modules``: as it should."""
        return make(spec)


class ProcessState(ImportState):
    """The interpreter's own: a live view of ``sys``, read at every use, since programs rebind."""

    @property
    def modules(self) -> "ModuleCache":  # type: ignore[override]
        return sys.modules

    @property
    def meta_path(self) -> "list[Any]":  # type: ignore[override]
        return sys.meta_path

    @property
    def path(self) -> "list[Any]":  # type: ignore[override]
        return sys.path

    @property
    def path_hooks(self) -> "list[Callable[[str], Any]]":  # type: ignore[override]
        return sys.path_hooks

    @property
    def path_importer_cache(self) -> "dict[str, Any]":  # type: ignore[override]
        return sys.path_importer_cache



class PrivateState(ImportState):
    """A state of its own, which no other system in the process shares."""

    def __init__(self, path: "list[Any]", modules: "ModuleCache") -> None:
        super().__init__()
        # Module name -> module, or None where the import is forbidden (5.3.1).
        #
        #   "json" -> <module 'json' from ...>
        self.modules = modules
        # Meta path finders, asked in order (5.3.4).
        self.meta_path = []
        # Path entries of top-level modules, searched in order (5.5).
        self.path = path
        # Callables that make a path entry finder of a path entry, or raise ImportError (5.5.1).
        self.path_hooks = []
        # Maps path entries to their path entry finder; None: no hook took it (5.5.1).
        #
        #   "/usr/lib/python3.13" -> FileFinder('/usr/lib/python3.13')
        self.path_importer_cache = {}

    def make_alone(self, make: "Callable[..., Any]", spec: "Any") -> "Any":
        """Make a module in C, and keep the interpreter's ``sys.modules`` as it was.

        Modules initialised in a single phase are registered there by the C code, and one that
        stands there already would be filled anew and handed out: it is set aside meanwhile.
        """
        absent = object()
        aside = sys.modules.pop(spec.name, absent)
        try:
            return make(spec)
        finally:
            sys.modules.pop(spec.name, None)
            if aside is not absent:
                sys.modules[spec.name] = aside
