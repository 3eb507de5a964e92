"""What one import system owns, and nothing else does."""

import sys

from .locks import ModuleLocks
from .primitives import imp, warnings
from .spec import ModuleSpec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping
    from types import ModuleType
    from typing import Any

    from .bytecode.strict import StrictBytecode
    from .bytecode.transforms import Transform
    from .observer import Observer
    from .sharing import Sharing

    # A module cache may hold None, and whatever a module put in its own place.
    ModuleCache = MutableMapping[str, Any]


class InterpretersLazyImports:
    """The interpreter keeps the names that lazy imports are waiting for (since 3.15)."""

    __slots__ = ()

    def loaded(self, fullname: str, module: "Any") -> None:
        """Tell it that a module need not be waited for any more."""
        imp._set_lazy_attributes(module, fullname)  # type: ignore[attr-defined]


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
        # Tells where a warning is to come from, as (namespace, file, line), by the importlib name
        # of the function that gives it; None: from the engine's own file.
        self.warning_place: Callable[[str], tuple[dict[str, Any], str, int] | None] | None = None
        # Tells who sees to a module's parents before its lock is taken (3.15); None: the protocol.
        self.parents_resolver: Callable[[], Callable[..., None]] | None = None
        # Knows what lazy imports have named and nobody has loaded yet (3.15).
        self.lazy: Any = InterpretersLazyImports()
        # Looks harder at bytecode than the interpreter does; None: as the interpreter.
        self.strict_bytecode: StrictBytecode | None = None
        # What changes modules before they are executed, in order (``bytecode.transforms``).
        self.transforms: list[Transform] = []
        # Where the bytecode of a module that is being executed is kept, transforms and all.
        #
        #   (thread, "pkg.module") -> "/.../module.cpython-313.opt-thencex.pyc"
        self.caches_in_use: dict[tuple[int, str], str | None] = {}
        # Which modules are taken from the interpreter; None: this is the interpreter's own.
        self.sharing: Sharing | None = None

    def warn(self, message: str, category: type[Warning], function: str) -> None:
        """Give a warning, in the name of a function of importlib."""
        place = None if self.warning_place is None else self.warning_place(function)
        if place is None:
            warnings.warn(message, category, stacklevel=2)
            return
        namespace, file, line = place
        registry = namespace.setdefault("__warningregistry__", {})
        warnings.warn_explicit(message, category, file, line, namespace["__name__"], registry)

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
