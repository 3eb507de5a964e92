"""Namespace packages: nothing to execute; a path that follows the parent's (5.2.2, PEP 420)."""

from ..errors import parent_not_imported
from ..names import parent_of
from ..primitives import warnings
from ..verbosity import verbose_message
from ..versions import LEGACY_FINDERS, LOAD_MODULE, MISSING_PARENT_IS_AN_IMPORT_ERROR
from .base import Bound, load_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import CodeType, ModuleType
    from typing import Any

    from ..spec import ModuleSpec


class NamespacePath(Bound):
    """The ``__path__`` of a namespace package: the directories of its portions.

    Each use compares the parent's path (``sys.path`` at top level) with the one seen before;
    if it changed, or caches were invalidated, ``path_finder(name, parent_path)`` is asked again
    for a spec with portions.
    """

    def __init__(
        self,
        name: str,
        path: "Iterable[str]",
        path_finder: "Callable[[str, tuple[str, ...]], ModuleSpec | None]",
    ) -> None:
        self._name = name
        self._path: Any = path
        self._path_finder = path_finder
        self._last_parent_path = tuple(self._parent_path())
        self._last_epoch = self.import_state.portions_epoch

    def _parent_path(self) -> "Any":
        parent = parent_of(self._name)
        if not parent:
            return self.import_state.path
        try:
            module = self.import_state.modules[parent]
        except KeyError as error:
            if not MISSING_PARENT_IS_AN_IMPORT_ERROR:
                raise
            raise parent_not_imported(self._name, parent) from error
        return module.__path__

    def _recalculate(self) -> "Any":
        """The portions, searched anew if they may have changed."""
        parent_path = tuple(self._parent_path())
        epoch = self.import_state.portions_epoch
        if parent_path != self._last_parent_path or epoch != self._last_epoch:
            spec = self._path_finder(self._name, parent_path)
            # A regular package may have come up meanwhile: it takes effect on a new import.
            if spec is not None and spec.loader is None and spec.submodule_search_locations:
                self._path = spec.submodule_search_locations
            self._last_parent_path = parent_path
            self._last_epoch = epoch
        return self._path

    def __iter__(self) -> "Iterator[str]":
        return iter(self._recalculate())

    def __getitem__(self, index: "Any") -> "Any":
        return self._recalculate()[index]

    def __setitem__(self, index: int, path: str) -> None:
        self._path[index] = path

    def __len__(self) -> int:
        return len(self._recalculate())

    def __contains__(self, item: object) -> bool:
        return item in self._recalculate()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._path!r})"

    def append(self, item: str) -> None:
        """Add a directory; a new search forgets it again."""
        self._path.append(item)


class NamespaceLoader(Bound):
    """The loader of namespace packages."""

    namespace_path: type[NamespacePath]
    loads_namespaces = True  # what a module's repr goes by

    def __init__(
        self, name: str, path: "Iterable[str]", path_finder: "Callable[..., Any]"
    ) -> None:
        self._path = self.namespace_path(name, path, path_finder)

    if LEGACY_FINDERS:

        @staticmethod
        def module_repr(module: "ModuleType") -> str:
            """Deprecated: the repr of a namespace package."""
            message = (
                "NamespaceLoader.module_repr() is deprecated and slated for removal in Python 3.12"
            )
            warnings.warn(message, DeprecationWarning)
            return f"<module {module.__name__!r} (namespace)>"

    def is_package(self, fullname: str) -> bool:
        """Always."""
        return True

    def get_source(self, fullname: str) -> str:
        """Empty."""
        return ""

    def get_code(self, fullname: str) -> "CodeType":
        """Code that does nothing."""
        code: CodeType = compile("", "<string>", "exec", dont_inherit=True)
        return code

    def create_module(self, spec: "ModuleSpec") -> None:
        """None: the import system makes the module."""

    def exec_module(self, module: "ModuleType") -> None:
        """Nothing is executed."""

    if LOAD_MODULE:

        def load_module(self, fullname: str) -> "ModuleType":
            """Deprecated: create in one step."""
            verbose_message("namespace module loaded with path {!r}", self._path)
            return load_module(self, fullname)

    def get_resource_reader(self, module: "ModuleType") -> "Any":
        """What ``importlib.resources`` reads the portions' files with.

        A portion that is no directory is read by what its path entry finder knows.
        """
        for entry in self._path:
            finder: Any = self.import_state.path_importer_cache.get(entry)
            if hasattr(finder, "portions_reader"):
                return finder.portions_reader(self._path)
        from importlib.readers import NamespaceReader  # the library's part

        return NamespaceReader(self._path)
