"""The names that C code and importlib look up, set to thence's objects."""

import sys

from .counterparts import Counterparts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Modules that took names out of the interpreter's import system, and hand them on.
HANDS_ON = (
    "imp",
    "importlib",
    "importlib.machinery",
    "importlib.util",
    "pkgutil",
    "runpy",
    "zipimport",
)


class Names:
    """Sets the names that C code and importlib look up; see ``counterparts``."""

    def __init__(self, counterparts: Counterparts) -> None:
        self._pairs = counterparts.names
        self._changed: list[tuple[dict[str, Any], str, Any, Any]] = []

    def do(self) -> None:
        """Put thence's objects in the place of the interpreter's, wherever they are handed on."""
        for namespace, name, theirs, ours in self._pairs:
            self._set(namespace, name, theirs, ours)
        replaced = {id(theirs): ours for _, _, theirs, ours in self._pairs if worth_it(theirs)}
        for module_name in HANDS_ON:
            namespace = getattr(sys.modules.get(module_name), "__dict__", {})
            for name, theirs in list(namespace.items()):
                if id(theirs) in replaced:
                    self._set(namespace, name, theirs, replaced[id(theirs)])

    def _set(self, namespace: "dict[str, Any]", name: str, theirs: object, ours: object) -> None:
        namespace[name] = ours
        self._changed.append((namespace, name, theirs, ours))

    def undo(self) -> None:
        """Put them back, except where somebody else has set the name meanwhile."""
        while self._changed:
            namespace, name, theirs, ours = self._changed.pop()
            if namespace.get(name) is ours:
                namespace[name] = theirs
        back = {id(ours): theirs for _, _, theirs, ours in self._pairs if worth_it(ours)}
        for module_name in HANDS_ON:  # loaded while thence was in force
            namespace = getattr(sys.modules.get(module_name), "__dict__", {})
            for name, ours in list(namespace.items()):
                if id(ours) in back:
                    namespace[name] = back[id(ours)]


def worth_it(thing: object) -> bool:
    """Can this object be recognised by its identity?  Numbers, strings and lists are shared."""
    return isinstance(thing, type) or callable(thing)
