"""An import system: its state, its classes and its operations, plugged together."""

import builtins
import sys

from ._engine.bytecode.naming import FileNames
from ._engine.modules import module_from_spec
from ._engine.names import leading_dots
from ._engine.protocol.importing import import_absolute
from ._engine.protocol.lookup import find_spec_of
from ._engine.protocol.reloading import reload
from ._engine.protocol.statement import dunder_import
from ._engine.spec import POPULATE, ModuleSpec, absolute_location, location_by, spec_at
from ._engine.spec import spec_from_loader as spec_by_loader
from ._engine.state import ImportState
from .classes import Machinery

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, MutableMapping
    from types import ModuleType
    from typing import Any

    from ._engine.bytecode.transforms import Transform
    from ._engine.observer import Guarded, Observer


class ImportSystem:
    """Python's import system with a state of its own.

    ``path`` is the list of path entries that top-level modules are searched in; by default a
    copy of ``sys.path``.  ``modules`` is the module cache to start with (it is used, not
    copied; ``sys``, ``builtins`` and an ``importlib`` that acts on this system are added).
    ``meta_path`` and ``path_hooks`` default to what a Python starts with, in classes of this
    system (``machinery``).  ``observer`` is told
    of each decision.  ``shared`` are top-level names of modules that are taken from the
    interpreter, unless ``path`` has another one of that name; by default the standard library
    (``()``: nothing is shared).  ``strict_bytecode`` makes it compile a source anew whose bytecode
    may be older than its last change (``set_strict_bytecode``).  ``sources`` (a ``Sources``)
    says which path entries beyond the file system may be used.

    Nothing of it touches ``sys.modules``, ``sys.path`` or another system.  The code that it
    loads has a ``__builtins__`` of its own, whose ``__import__`` is this system's, so that the
    ``import`` statements in it come here.
    """

    def __init__(
        self,
        path: "Iterable[str] | None" = None,
        *,
        modules: "MutableMapping[str, Any] | None" = None,
        meta_path: "Iterable[Any] | None" = None,
        path_hooks: "Iterable[Callable[[str], Any]] | None" = None,
        observer: "Observer | None" = None,
        shared: "Iterable[str] | None" = None,
        strict_bytecode: bool = False,
        sources: "Any" = None,
    ) -> None:
        from ._engine.private_state import PrivateState  # for the first private one

        cache: MutableMapping[str, Any] = {} if modules is None else modules
        state = PrivateState(list(sys.path if path is None else path), cache)
        self._plug(state, FileNames(), "thence.system")
        state.meta_path[:] = self.machinery.default_finders() if meta_path is None else meta_path
        state.path_hooks[:] = self._default_hooks() if path_hooks is None else path_hooks
        self._furnish(shared)
        self.observer = observer
        self.set_strict_bytecode(strict_bytecode)
        if sources is not None:
            sources.attach(self)

    def _furnish(self, shared: "Iterable[str] | None") -> None:
        """Add what only a private system needs; loaded with the first of them."""
        from .private import furnish

        furnish(self, shared)

    def set_strict_bytecode(self, strict: bool) -> None:
        """Say whether the times of files decide, too, which bytecode is trusted.

        The header of a .pyc file has its source's time in whole seconds: a source that changed
        twice within one second, to the same size, runs as it was before.  Strictly, it does not.
        """
        if not strict:
            self._state.strict_bytecode = None
            return
        from ._engine.bytecode.strict import StrictBytecode  # for those who ask

        self._state.strict_bytecode = StrictBytecode()

    def _plug(self, state: ImportState, file_names: FileNames, home: str) -> None:
        """Connect a state with its classes."""
        self._state = state
        self._observer: Observer | None = None
        # Listeners beside the observer, thence's own.
        self._attendants: list[Observer] = []
        self.machinery = Machinery(state, file_names, home)
        state.transforms = file_names.transforms
        state.file_loaders = self.machinery.file_loaders

    def _default_hooks(self) -> "list[Callable[[str], Any]]":
        """Zip archives by the standard library's zipimport, directories by the system's own."""
        from zipimport import zipimporter

        return [zipimporter, self.machinery.file_hook()]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self.modules)} modules at {id(self):#x}>"

    @property
    def modules(self) -> "MutableMapping[str, Any]":
        """The module cache (5.3.1)."""
        return self._state.modules

    @property
    def meta_path(self) -> "list[Any]":
        """The meta path finders, asked in order (5.3.4)."""
        return self._state.meta_path

    @property
    def path(self) -> "list[Any]":
        """The path entries that top-level modules are searched in (5.5)."""
        return self._state.path

    @property
    def path_hooks(self) -> "list[Callable[[str], Any]]":
        """The callables that make path entry finders (5.5.1)."""
        return self._state.path_hooks

    @property
    def path_importer_cache(self) -> "dict[str, Any]":
        """The path entry finder of each path entry; None where no hook took it (5.5.1)."""
        return self._state.path_importer_cache

    @property
    def transforms(self) -> "list[Transform]":
        """What changes modules before they are executed, in order; a plain list (``Transform``).

        A change of it takes effect for modules that are loaded later.
        """
        self._want_transforms()
        return self._state.transforms

    @transforms.setter
    def transforms(self, transforms: "Iterable[Transform]") -> None:
        self._want_transforms()
        self._state.transforms[:] = list(transforms)  # the same list: others hold it

    def _want_transforms(self) -> None:
        """Load what puts them together, before the first of them is there."""
        from ._engine.bytecode.transforms import chain_for

        self.machinery.file_names.chain_for = chain_for

    @property
    def builtins(self) -> "dict[str, Any]":
        """The ``__builtins__`` of the code that this system loads."""
        return vars(builtins) if self._state.builtins is None else self._state.builtins

    @property
    def observer(self) -> "Observer | None":
        """Who is told of each decision; None costs nothing.  One that raised is None, too."""
        return self._observer

    @observer.setter
    def observer(self, observer: "Observer | None") -> None:
        self._observer = observer
        self._listen()

    @property
    def attendants(self) -> "tuple[Observer, ...]":
        """Those that ``attend`` let in, in their order."""
        return (*self._attendants,)

    def attend(self, observer: "Observer") -> None:
        """Let another observer listen beside ``observer``, whoever that is or will be."""
        self._attendants.append(observer)
        self._listen()

    def dismiss(self, observer: "Observer") -> None:
        """Let an observer of ``attend`` listen no more; one that does not is no error."""
        self._attendants = [each for each in self._attendants if each is not observer]
        self._listen()

    def _listen(self) -> None:
        """Tell the engine who listens now: one observer, or one that passes on to several."""
        from ._engine.observer import Several, made_safe  # for those who listen

        observers = [*self._attendants]
        if self._observer is not None:
            observers.append(self._observer)
        safe = [made_safe(each, self._put_aside) for each in observers]
        self._state.observer = Several(*safe) if len(safe) > 1 else next(iter(safe), None)

    def _put_aside(self, guarded: "Guarded") -> None:
        """An observer raised."""
        if guarded.observer is self._observer:
            self.observer = None
        else:
            self.dismiss(guarded.observer)

    def import_module(self, name: str, package: str | None = None) -> "Any":
        """Import a module and return it.

        A name with leading dots is relative to ``package``.  Raises TypeError for a relative
        name without a package, and what the import raises.
        """
        level = leading_dots(name) if name.startswith(".") else 0
        if level and not package:
            message = (
                f"the 'package' argument is required to perform a relative import for {name!r}"
            )
            raise TypeError(message)
        return import_absolute(self._state, name[level:], package, level)

    def __import__(
        self,
        name: str,
        globals: "Mapping[str, Any] | None" = None,
        locals: object = None,
        fromlist: "Iterable[str] | None" = (),
        level: int = 0,
    ) -> "Any":
        """What an ``import`` statement calls (see the built-in function of this name)."""
        return dunder_import(self._state, name, globals, locals, fromlist, level)

    def reload(self, module: "ModuleType") -> "Any":
        """Execute a module once more in its namespace; see ``importlib.reload``."""
        return reload(self._state, module)

    def invalidate_caches(self) -> None:
        """Let each finder forget what it knows of the world; after modules were written."""
        for finder in self.meta_path:
            if hasattr(finder, "invalidate_caches"):
                finder.invalidate_caches()

    def find_spec(self, name: str, package: str | None = None) -> ModuleSpec | None:
        """The spec of a module, without importing it; its parents are imported.

        None when there is no such module.  One in the cache answers with its ``__spec__``:
        ValueError is raised if that is None or missing.
        """
        return find_spec_of(self._state, name, package)

    def module_from_spec(self, spec: ModuleSpec) -> "ModuleType":
        """A new module for a spec, with its import-related attributes set, not executed."""
        return module_from_spec(self._state, spec)

    def spec_from_loader(
        self,
        name: str,
        loader: "Any",
        *,
        origin: str | None = None,
        is_package: bool | None = None,
    ) -> ModuleSpec:
        """A spec made from what a loader says of itself."""
        spec_class = self.machinery.ModuleSpec
        return spec_by_loader(spec_class, name, loader, origin=origin, is_package=is_package)

    def spec_from_file_location(
        self,
        name: str,
        location: "Any" = None,
        *,
        loader: "Any" = None,
        submodule_search_locations: "Any" = POPULATE,
    ) -> ModuleSpec | None:
        """A spec for a module in a file.

        Without a loader the suffix of ``location`` (str or path-like) decides; None is returned
        for an unknown one.
        """
        where = location_by(loader, name) if location is None else absolute_location(location)
        if loader is None:
            loader = self._loader_for(name, where)
            if loader is None:
                return None
        spec_class = self.machinery.ModuleSpec
        return spec_at(spec_class, name, where, loader, submodule_search_locations)

    def _loader_for(self, name: str, file: str) -> "Any":
        """The loader that a file's suffix asks for; None if there is none."""
        for loader_class, suffixes in self._state.file_loaders():
            if file.endswith(tuple(suffixes)):
                return loader_class(name, file)
        return None
