"""The path entry finder of directories (5.5.2)."""

import sys

from .. import paths
from ..errors import only_directories
from ..loaders.base import Bound
from ..names import last_part_of
from ..primitives import os, warnings
from ..protocol.legacy import loader_by_find_loader
from ..spec import ModuleSpec, spec_at
from ..verbosity import verbose_message
from ..versions import DISCOVERY, LEGACY_FINDERS
from .discovery import discover_in_directory

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import ModuleType
    from typing import Any


class FileFinder(Bound):
    """Finds modules in one directory.

    ``loader_details`` are pairs of a loader class and the file name suffixes that it takes; the
    first pair that fits wins.  The directory's listing is kept and read anew when the
    directory's modification time has changed.
    """

    def __init__(self, path: str, *loader_details: "tuple[Any, Iterable[str]]") -> None:
        self._loaders = [
            (suffix, loader) for loader, suffixes in loader_details for suffix in suffixes
        ]
        self.path = os.getcwd() if not path or path == "." else paths.absolute(path)
        self._path_mtime: float = -1  # -1: the listing is not to be trusted
        self._path_cache: set[str] = set()
        self._relaxed_path_cache: set[str] = set()  # in lower case, for PYTHONCASEOK

    def __repr__(self) -> str:
        return f"FileFinder({self.path!r})"

    def invalidate_caches(self) -> None:
        """Forget the directory's listing."""
        self._path_mtime = -1

    def find_spec(self, fullname: str, target: "ModuleType | None" = None) -> ModuleSpec | None:
        """The spec of a module in this directory.

        In order: a package with an ``__init__``, a file, a directory that is a namespace
        portion (its spec has no loader).  None when there is nothing of that name.
        """
        tail = last_part_of(fullname)
        listing, key = self._listing_for(tail)
        place = paths.as_prefix(self.path)
        base = place + tail
        if key in listing and (package := self._package_at(fullname, base, target)):
            return package
        for suffix, loader_class in self._loaders:
            if sys.flags.verbose > 1:
                verbose_message("trying {}", base + suffix, verbosity=2)
            if key + suffix in listing and paths.is_file(base + suffix):
                return self._get_spec(loader_class, fullname, base + suffix, None, target)
        if key in listing and paths.is_directory(base):
            verbose_message("possible namespace for {}", base)
            portion = self.import_state.spec_class(fullname, None)
            portion.submodule_search_locations = [base]
            return portion
        return None

    def _package_at(
        self, fullname: str, directory: str, target: "ModuleType | None"
    ) -> ModuleSpec | None:
        """The spec of a regular package in a directory, by whichever loader takes its __init__."""
        for suffix, loader_class in self._loaders:
            file = paths.join(directory, f"__init__{suffix}")
            if paths.is_file(file):
                return self._get_spec(loader_class, fullname, file, [directory], target)
        return None

    def _get_spec(
        self,
        loader_class: "Any",
        fullname: str,
        path: str,
        places: list[str] | None,
        target: "ModuleType | None",
    ) -> ModuleSpec:
        """A spec for a file; importlib's name, under which subclasses change it."""
        loader = loader_class(fullname, path)
        return spec_at(self.import_state.spec_class, fullname, path, loader, places)

    def _listing_for(self, tail: str) -> tuple[set[str], str]:
        """The directory's names, and the module's name as it would stand among them."""
        try:
            mtime = paths.stat(self.path or os.getcwd()).st_mtime
        except OSError:
            mtime = -1
        if mtime != self._path_mtime:
            self._fill_cache()
            self._path_mtime = mtime
        if paths.case_is_relaxed():
            return self._relaxed_path_cache, tail.lower()
        return self._path_cache, tail

    def _fill_cache(self) -> None:
        """Read the directory; one that cannot be read counts as empty."""
        try:
            contents = os.listdir(self.path or os.getcwd())
        except (FileNotFoundError, PermissionError, NotADirectoryError):
            contents = []
        self._path_cache = set(contents)
        if paths.IS_WINDOWS:
            # Suffixes match in any case there, module names do not.
            self._path_cache = {lowered_suffix(name) for name in contents}
        if sys.platform.startswith(paths.CASE_INSENSITIVE_PLATFORMS):
            self._relaxed_path_cache = {name.lower() for name in contents}

    @classmethod
    def path_hook(cls, *loader_details: "tuple[Any, Iterable[str]]") -> "Callable[[str], Any]":
        """A path hook that makes such a finder of a directory, and refuses all else (5.5.1)."""

        def path_hook_for_FileFinder(path: str) -> FileFinder:  # noqa: N802 - shown in reprs
            if not paths.is_directory(path):
                raise only_directories(path)
            return cls(path, *loader_details)

        return path_hook_for_FileFinder

    if DISCOVERY:

        def discover(self, parent: ModuleSpec | None = None) -> "Iterator[ModuleSpec]":
            """The modules that could be found here: at top level, or in a package.

            Raises ValueError when ``parent`` is no package.
            """
            suffixes = [suffix for suffix, _ in self._loaders]
            yield from discover_in_directory(self, self.path, suffixes, parent)

    if LEGACY_FINDERS:

        def find_loader(self, fullname: str) -> "tuple[Any, list[str]]":
            """Deprecated: the loader and the portions."""
            message = (
                "FileFinder.find_loader() is deprecated and slated for removal in Python 3.12; "
                "use find_spec() instead"
            )
            warnings.warn(message, DeprecationWarning)
            spec = self.find_spec(fullname)
            if spec is None:
                return None, []
            return spec.loader, spec.submodule_search_locations or []

        def find_module(self, fullname: str) -> "Any":
            """Deprecated: the loader."""
            return loader_by_find_loader(self, fullname)


def lowered_suffix(name: str) -> str:
    """A file's name with all after its first dot in lower case."""
    stem, dot, suffix = name.partition(".")
    return f"{stem}{dot}{suffix.lower()}"
