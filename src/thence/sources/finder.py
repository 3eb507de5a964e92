"""The path entry finder of all sources (5.5.2)."""

from .._engine.loaders.base import Bound
from .._engine.names import last_part_of
from .._engine.spec import spec_at
from .._engine.versions import DISCOVERY
from .arrived import spec_of
from .errors import SourceError, UnavailableError
from .waiting import WithoutImportLock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import ModuleType
    from typing import Any

    from .._engine.spec import ModuleSpec
    from .contents import Contents
    from .last import LastFinder
    from .shelf import Shelf


class SourceFinder(Bound):
    """Finds modules in one folder of a source.

    In the order of a directory: a package, a file (extension, source, bytecode), a folder that
    is a namespace portion.
    """

    def __init__(
        self, shelf: "Shelf", path: str, loaders: "Sequence[Any]", last: "LastFinder"
    ) -> None:
        self.path = path
        self._shelf = shelf
        self._loaders = loaders
        self._last = last
        self._opened: tuple[Contents, str] | None = None

    def __repr__(self) -> str:
        return f"SourceFinder({self.path!r})"

    @property
    def contents(self) -> "Contents":
        """What the source holds.  Raises what opening it raises."""
        return self._open()[0]

    @property
    def folder(self) -> str:
        """The folder in the source that is searched.  Raises what opening it raises."""
        return self._open()[1]

    def _open(self) -> "tuple[Contents, str]":
        if self._opened is None:
            self._opened = self._shelf.contents_at(self.path)
        return self._opened

    def invalidate_caches(self) -> None:
        """Compare the source's fingerprint, or the lock's, before the next answer."""
        if self._opened is not None:
            self._opened[0].invalidate()

    def find_spec(self, fullname: str, target: "ModuleType | None" = None) -> "ModuleSpec | None":
        """The spec of a module; None when this source does not have it, or cannot be reached.

        The latter is an error, if nobody has the module, or ``strict`` was asked for.  Raises
        SourceErrors for what must not be executed: another entry must not stand in for it.
        """
        if self._shelf.rules.library.is_importing():
            return None  # what a source needs for itself cannot be in it
        if target is not None:  # a reload wants to know what is there now
            self.invalidate_caches()
        modules = self.import_state.modules
        is_new = fullname not in modules
        with WithoutImportLock():
            spec = self._asked(fullname)
        if is_new and (module := modules.get(fullname)) is not None:
            return spec_of(module, fullname, self.import_state.spec_class)
        return spec

    def _asked(self, fullname: str) -> "ModuleSpec | None":
        try:
            return self._find(fullname)
        except (OSError, UnavailableError) as error:
            self._failed(fullname, error)
        except SourceError as error:
            error.name = error.name or fullname
            raise error.with_traceback(None)  # noqa: B904 - where in thence tells nobody anything
        return None

    def _failed(self, fullname: str, error: Exception) -> None:
        """Remember why nothing can be said; another entry may have the module."""
        if self._shelf.rules.strict:
            if isinstance(error, SourceError):
                raise error.with_traceback(None)
            message = f"{self.path} could not be asked for {fullname!r}: {error}"
            raise UnavailableError(message, name=fullname, entry=self.path) from error
        self._last.note(fullname, self.path, error)

    def _find(self, fullname: str) -> "ModuleSpec | None":
        contents, folder = self._open()
        modules = self.import_state.modules
        is_new = fullname not in modules
        contents.look()
        if is_new and fullname in modules:
            return None  # what it takes to look has brought it: no file of ours is used, or pinned
        tail = last_part_of(fullname)
        base = f"{folder}/{tail}" if folder else tail
        is_folder = base in contents.folders()
        if is_folder or not contents.can_list:
            found = self._module_file(contents, f"{base}/__init__")
            if found is not None:
                return self._spec(fullname, contents, *found, [f"{contents.entry}/{base}"])
        if (found := self._module_file(contents, base)) is not None:
            return self._spec(fullname, contents, *found, None)
        return self._portion(fullname, f"{contents.entry}/{base}") if is_folder else None

    def _module_file(self, contents: "Contents", base: str) -> "tuple[Any, str] | None":
        """The loader class and the file that a module is in; it can be read from now on."""
        # Read each time, since programs add to them.
        file_names = self.import_state.spec_class.file_names
        extension, source, bytecode = self._loaders
        if not contents.can_list:  # it would be asked for each name: for sources only
            return module_file(contents, base, source, file_names.source)
        return (
            module_file(contents, base, extension, file_names.extension)
            or module_file(contents, base, source, file_names.source)
            or module_file(contents, base, bytecode, file_names.bytecode)
        )

    def _portion(self, fullname: str, entry: str) -> "ModuleSpec":
        """The spec of a namespace portion."""
        # Here already: importlib.resources may ask for its files before any import does.
        finder = type(self)(self._shelf, entry, self._loaders, self._last)
        self.import_state.path_importer_cache.setdefault(entry, finder)
        portion = self.import_state.spec_class(fullname, None)
        portion.submodule_search_locations = [entry]
        return portion

    def portions_reader(self, path: "Iterable[str]") -> "Any":
        """What ``importlib.resources`` reads the files of a namespace package with."""
        from .portions import PortionsReader, folder_at

        cache = self.import_state.path_importer_cache
        return PortionsReader(folder_at(entry, cache.get(entry)) for entry in path)

    def _spec(
        self,
        fullname: str,
        contents: "Contents",
        loader_class: "Any",
        name: str,
        places: "list[str] | None",
    ) -> "ModuleSpec":
        origin = f"{contents.entry}/{name}"
        loader = loader_class(fullname, origin, contents, name)
        return spec_at(self.import_state.spec_class, fullname, origin, loader, places)

    def iter_modules(self, prefix: str = "") -> "Iterator[tuple[str, bool]]":
        """(name, is a package) of each module here, for ``pkgutil``.  Raises OSError."""
        from .listing import modules_in

        yield from modules_in(self.contents, self.folder, prefix, self.import_state)

    if DISCOVERY:

        def discover(self, parent: "ModuleSpec | None" = None) -> "Iterator[ModuleSpec]":
            """The modules that could be found here.  Raises ValueError when parent is none."""
            from .._engine.finders.discovery import places_of

            if parent is not None:
                places_of(parent)
            dotted = "" if parent is None else f"{parent.name}."
            for name, _ in self.iter_modules():
                if (spec := self.find_spec(f"{dotted}{name}")) is not None:
                    yield spec


def module_file(
    contents: "Contents", base: str, loader: "Any", suffixes: "Iterable[str]"
) -> "tuple[Any, str] | None":
    """The loader class and the file, if there is one with such a suffix; it was looked before."""
    for suffix in suffixes:
        name = base + suffix
        if contents.has_known(name):
            contents.provide(name)
            return loader, name
    return None
