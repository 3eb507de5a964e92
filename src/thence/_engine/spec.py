"""What is known of a module before it is loaded (5.4.3, PEP 451)."""

from . import paths
from .bytecode.naming import FileNames
from .names import parent_of
from .primitives import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .bytecode.transforms import Chain


class ModuleSpec:
    """A module's import-related information, from the finder to the loader.

    ``loader`` makes and executes the module; None for a namespace package that has no loader
    yet.  ``origin`` says where it comes from, for people (a file, ``built-in``).
    ``submodule_search_locations`` is a list of path entries for a package, None for any other
    module.  ``loader_state`` belongs to the loader.  ``has_location`` says that ``origin`` is
    a place that ``loader`` can read, and thus becomes ``__file__``.
    """

    # How files are named in the import system that this class of specs belongs to.
    file_names = FileNames()

    def __init__(
        self,
        name: str,
        loader: "Any",
        *,
        origin: str | None = None,
        loader_state: "Any" = None,
        is_package: bool | None = None,
    ) -> None:
        self.name = name
        self.loader = loader
        self.origin = origin
        self.loader_state = loader_state
        self.submodule_search_locations: Any = [] if is_package else None
        # The interpreter reads these two for its messages about circular imports.
        self._uninitialized_submodules: list[str] = []
        self._initializing: bool
        self._set_fileattr = False
        self._cached: str | None = None

    def __repr__(self) -> str:
        parts = [f"name={self.name!r}", f"loader={self.loader!r}"]
        if self.origin is not None:
            parts.append(f"origin={self.origin!r}")
        if self.submodule_search_locations is not None:
            parts.append(f"submodule_search_locations={self.submodule_search_locations}")
        return f"{type(self).__name__}({', '.join(parts)})"

    def __eq__(self, other: object) -> bool:
        try:
            return self._compared() == ModuleSpec._compared(other)  # type: ignore[arg-type]
        except AttributeError:
            return NotImplemented

    # Equal specs need not stay equal.
    __hash__ = None  # type: ignore[assignment]

    def _compared(self) -> "tuple[Any, ...]":
        return (
            self.name,
            self.loader,
            self.origin,
            self.submodule_search_locations,
            self.cached,
            self.has_location,
        )

    @property
    def cached(self) -> str | None:
        """The file that bytecode is kept in; it need not exist (``__cached__``)."""
        if self._cached is None and self.origin is not None and self._set_fileattr:
            if self.file_names.transforms and (chain := chain_of(self)) is not None:
                # Not kept: what is on the list when the module is loaded is what counts.
                return self.file_names.cached_file_of(self.origin, chain.mark)
            self._cached = self.file_names.cached_file_of(self.origin)
        return self._cached

    @cached.setter
    def cached(self, cached: str | None) -> None:
        self._cached = cached

    @property
    def parent(self) -> str:
        """The package the module belongs to, itself if it is one (``__package__``)."""
        if self.submodule_search_locations is None:
            return parent_of(self.name)
        return self.name

    @property
    def has_location(self) -> bool:
        """Is ``origin`` a place that the loader reads from?"""
        return self._set_fileattr

    @has_location.setter
    def has_location(self, value: bool) -> None:
        self._set_fileattr = bool(value)


def chain_of(spec: ModuleSpec) -> "Chain | None":
    """The transforms that a module would go through now; None when there are none."""
    if getattr(spec.loader, "takes_transforms", False) is not True:
        return None
    if hasattr(spec, "_initializing"):  # the module has been loaded, or is just being loaded
        return None
    file_names = spec.file_names
    return file_names.chain_for(file_names.transforms, spec.name, str(spec.origin))


class Populate:
    """The type of POPULATE: leave it to the loader whether the module is a package."""


POPULATE = Populate()


def spec_at(
    spec_class: type[ModuleSpec],
    name: str,
    location: str,
    loader: "Any",
    search_locations: "list[str] | Populate | None" = POPULATE,
) -> ModuleSpec:
    """A spec for a module whose loader reads it from a place."""
    spec = spec_class(name, loader, origin=location)
    spec._set_fileattr = True
    if not isinstance(search_locations, Populate):
        spec.submodule_search_locations = search_locations
    elif is_package_by(loader, name):
        spec.submodule_search_locations = []
    if spec.submodule_search_locations == [] and location:
        spec.submodule_search_locations.append(paths.split(location)[0])
    return spec


def is_package_by(loader: "Any", name: str) -> bool:
    """Whether a module is a package, as its loader says; no if it cannot tell."""
    if not hasattr(loader, "is_package"):
        return False
    try:
        return bool(loader.is_package(name))
    except ImportError:
        return False


def location_by(loader: "Any", name: str) -> str:
    """Where a loader reads a module from, as far as it says so."""
    if hasattr(loader, "get_filename"):
        try:
            return str(loader.get_filename(name))
        except ImportError:
            pass
    return "<unknown>"


def absolute_location(location: "Any") -> str:
    """A location (str or path-like) made absolute, as far as there is a working directory."""
    path: str = os.fspath(location)
    try:
        return paths.absolute(path)
    except OSError:
        return path


def spec_from_loader(
    spec_class: type[ModuleSpec],
    name: str,
    loader: "Any",
    *,
    origin: str | None = None,
    is_package: bool | None = None,
) -> ModuleSpec:
    """A spec made from what a loader says of itself.

    A loader with ``get_filename`` makes a spec with a location.  ``is_package`` None leaves
    the question to the loader.
    """
    if origin is None:
        origin = getattr(loader, "_ORIGIN", None)
    if not origin and hasattr(loader, "get_filename"):
        places: list[str] | Populate | None = [] if is_package else None
        if is_package is None:
            places = POPULATE
        return spec_at(spec_class, name, location_by(loader, name), loader, places)
    if is_package is None:
        is_package = is_package_by(loader, name)
    return spec_class(name, loader, origin=origin, is_package=is_package)
