"""The path based finder (5.5)."""

from .. import paths
from ..errors import portion_without_places
from ..loaders.base import Bound
from ..loaders.namespace import NamespacePath
from ..primitives import os
from ..protocol.legacy import find_spec_by_entry_finder
from ..versions import (
    DISCOVERY,
    LEGACY_FINDERS,
    METADATA_CACHES_CLEARED,
    UNREADABLE_CWD_TOLERATED,
)
from .builtin import warn_of_find_module
from .discovery import discover_on_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType
    from typing import Any

    from ..spec import ModuleSpec

NO_WORKING_DIRECTORY = (
    (FileNotFoundError, PermissionError) if UNREADABLE_CWD_TOLERATED else FileNotFoundError
)


class PathFinder(Bound):
    """Asks the path entry finder of each entry of a path.  The class itself is used."""

    namespace_path: type[NamespacePath]

    @classmethod
    def find_spec(
        cls,
        fullname: str,
        path: "Iterable[Any] | None" = None,
        target: "ModuleType | None" = None,
    ) -> "ModuleSpec | None":
        """The spec of a module on a path (None: the system's own, ``sys.path``).

        Where only namespace portions are found, the spec is that of a namespace package: its
        ``submodule_search_locations`` follow the parent's path from then on (5.2.2).
        """
        spec = cls._get_spec(fullname, cls.import_state.path if path is None else path, target)
        if spec is None or spec.loader is not None:
            return spec
        portions = spec.submodule_search_locations
        if not portions:
            return None
        spec.origin = None
        spec.submodule_search_locations = cls.namespace_path(fullname, portions, cls._get_spec)
        return spec

    @classmethod
    def _get_spec(
        cls, fullname: str, path: "Iterable[Any]", target: "ModuleType | None" = None
    ) -> "ModuleSpec | None":
        """The first spec with a loader, else one with all portions found (none: an empty list)."""
        portions: list[str] = []
        for entry in path:
            if not isinstance(entry, str):
                continue
            spec = cls._spec_at_entry(fullname, entry, target)
            if spec is None:
                continue
            if spec.loader is not None:
                return spec
            if spec.submodule_search_locations is None:
                raise portion_without_places()
            portions.extend(spec.submodule_search_locations)
        spec = cls.import_state.spec_class(fullname, None)
        spec.submodule_search_locations = portions
        return spec

    @classmethod
    def _spec_at_entry(
        cls, fullname: str, entry: str, target: "ModuleType | None"
    ) -> "ModuleSpec | None":
        """What one path entry's finder says."""
        observer = cls.import_state.observer
        finder = cls._path_importer_cache(entry)
        if observer is not None and (finder is None or observer._clock is None):
            observer.entry_consulted(fullname, entry, finder)
        if finder is None:
            return None
        if LEGACY_FINDERS and not hasattr(finder, "find_spec"):
            spec = find_spec_by_entry_finder(cls.import_state, finder, fullname)
        else:
            spec = finder.find_spec(fullname, target)
        if observer is not None:
            observer._entry_answered(fullname, entry, spec, finder)
        return spec

    @classmethod
    def _path_importer_cache(cls, path: str) -> "Any":
        """The path entry finder of an entry, from the cache or from the hooks (5.5.1).

        The empty entry is the working directory at each moment; if that does not exist, there
        is no finder, and nothing is remembered.
        """
        if path == "":
            try:
                path = os.getcwd()
            except NO_WORKING_DIRECTORY:
                return None
        cache = cls.import_state.path_importer_cache
        try:
            return cache[path]
        except KeyError:
            cache[path] = finder = cls._path_hooks(path)
            return finder

    @classmethod
    def _path_hooks(cls, path: str) -> "Any":
        """The finder that the first willing hook makes for an entry; None if there is none."""
        state = cls.import_state
        if state.path_hooks is not None and not state.path_hooks:
            state.warn("sys.path_hooks is empty", ImportWarning, "PathFinder._path_hooks")
        for hook in state.path_hooks:
            try:
                finder = hook(path)
            except ImportError:
                cls._tell_of_hook(path, hook, None)
            else:
                cls._tell_of_hook(path, hook, finder)
                return finder
        return None

    @classmethod
    def _tell_of_hook(cls, path: str, hook: object, finder: "Any") -> None:
        if (observer := cls.import_state.observer) is not None:
            observer.hook_asked(path, hook, finder)

    @classmethod
    def invalidate_caches(cls) -> None:
        """Let every path entry finder forget what it knows, and missing ones be looked for."""
        cache = cls.import_state.path_importer_cache
        for entry, finder in list(cache.items()):
            # A relative entry meant a place that may be another one by now.
            if finder is None or not paths.is_absolute(entry):
                del cache[entry]
            elif hasattr(finder, "invalidate_caches"):
                finder.invalidate_caches()
        cls.import_state.portions_epoch += 1
        if METADATA_CACHES_CLEARED:
            from importlib.metadata import MetadataPathFinder

            MetadataPathFinder.invalidate_caches()

    if DISCOVERY:

        @classmethod
        def discover(cls, parent: "ModuleSpec | None" = None) -> "Iterator[ModuleSpec]":
            """The modules that could be found: at top level, or in a package.

            Raises ValueError when ``parent`` is no package.
            """
            yield from discover_on_path(cls, parent)

    if LEGACY_FINDERS:

        @classmethod
        def find_module(cls, fullname: str, path: "Any" = None) -> "Any":
            """Deprecated: the loader."""
            warn_of_find_module("PathFinder")
            spec = cls.find_spec(fullname, path)
            return None if spec is None else spec.loader


def find_distributions(*args: "Any", **kwargs: "Any") -> "Any":
    """What ``importlib.metadata`` asks a finder for: the installed distributions."""
    from importlib.metadata import MetadataPathFinder  # the library's part

    return MetadataPathFinder.find_distributions(*args, **kwargs)
