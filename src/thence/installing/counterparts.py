"""Which of the interpreter's objects each of thence's stands for."""

from .. import _bootstrap, _bootstrap_external
from ..classes import interpreters_modules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any


class Counterparts:
    """Pairs of objects, (the interpreter's, thence's), by importlib's names.

    Taken before anything is replaced.
    """

    def __init__(self) -> None:
        # (namespace of the interpreter's module, name, its object, thence's object)
        self.names = [
            (vars(theirs), name, vars(theirs)[name], vars(ours)[name])
            for theirs, ours in paired_modules()
            for name in vars(ours)
            if name in vars(theirs) and is_replaceable(name, vars(ours)[name])
        ]
        # The interpreter's class -> thence's.
        self.classes: dict[type, Any] = {
            theirs: ours
            for _, _, theirs, ours in self.names
            if isinstance(theirs, type) and getattr(ours, "import_state", None) is not None
        }

    def forward(self) -> "dict[type, Any]":
        """Classes to be replaced while installed."""
        return self.classes

    def backward(self) -> "dict[type, Any]":
        """Classes to be replaced when uninstalled."""
        return {ours: theirs for theirs, ours in self.classes.items()}


def paired_modules() -> "list[tuple[ModuleType, ModuleType]]":
    """The two halves of the interpreter's import system, with the aliases of thence for each."""
    core, external = interpreters_modules()
    return [(core, _bootstrap), (external, _bootstrap_external)]


def is_replaceable(name: str, ours: object) -> bool:
    """Is this a function or a class of importlib's?

    Constants stay the interpreter's: functions of its that somebody holds compare with them.  Its
    registries of locks, and of who waits for them, serve both systems.
    """
    if name.startswith("__") and name != "__import__":
        return False
    return callable(ours)
