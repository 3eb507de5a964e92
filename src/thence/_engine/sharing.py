"""Which modules a private system takes from the interpreter instead of loading its own.

There is one interpreter, and its standard library expects to be there once: ``enum`` looks
into ``sys.modules``, ``threading`` keeps the list of threads, C code imports what it knows.
So a private system shares it, unless it was told otherwise.
"""

import sys

from .names import parent_of
from .paths import SEPARATOR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, MutableMapping
    from typing import Any

    from .spec import ModuleSpec

INTERPRETERS_ORIGINS = ("built-in", "frozen")


class Sharing:
    """The modules that one private system shares with the interpreter.

    ``names`` are top-level names; their submodules come along.  A module that the private path
    has under such a name is loaded from there: only what would come from the interpreter's own
    library, or not be found at all, is shared.
    """

    __slots__ = ("import_there", "names", "submodules")

    def __init__(
        self,
        names: "Iterable[str]",
        submodules: "Iterable[str]",
        import_there: "Callable[[str], Any]",
    ) -> None:
        self.names = frozenset(names)
        # Full names of modules that are shared although their package is the system's own.
        self.submodules = frozenset(submodules)
        self.import_there = import_there  # imports a module into the interpreter

    def wants(self, fullname: str, spec: "ModuleSpec | None") -> bool:
        """Is this top-level module to be shared?  ``spec`` is what the private search found."""
        return fullname in self.names and (spec is None or is_interpreters(spec))

    def wants_submodule(self, fullname: str, modules: "Mapping[str, Any]") -> bool:
        """Is this submodule to be shared?  With its package it is, without a search."""
        if fullname in self.submodules:
            return True
        parent = parent_of(fullname)
        package = modules.get(parent)
        return package is not None and package is sys.modules.get(parent)

    def take(self, fullname: str, modules: "MutableMapping[str, Any]") -> "Any":
        """Put the interpreter's module into a private cache, imported there if need be.

        Raises what that import raises.
        """
        self.import_there(fullname)
        module = modules[fullname] = sys.modules[fullname]
        return module


def is_interpreters(spec: "ModuleSpec") -> bool:
    """Does this spec lead into the interpreter itself, or to its standard library?"""
    if spec.origin in INTERPRETERS_ORIGINS:
        return True
    library = getattr(sys, "_stdlib_dir", None)
    if not library or not spec.has_location:
        return False
    inside = str(spec.origin).startswith(library + SEPARATOR)
    return inside and f"{SEPARATOR}site-packages{SEPARATOR}" not in str(spec.origin)
