"""The state of an import system that is not the interpreter's own."""

import sys

from .state import ImportState

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .state import ModuleCache


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
        name = spec.name
        if name not in sys.modules:
            try:
                return make(spec)
            finally:
                sys.modules.pop(name, None)
        aside = sys.modules[name]
        sys.modules[name] = None  # type: ignore[assignment]
        try:
            return make(spec)
        finally:
            sys.modules[name] = aside  # where it stood in the order
