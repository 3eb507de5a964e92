"""Modules that are being imported at the moment in which one system takes over from the other."""

from .._engine.locks import reference_for
from ..classes import interpreters_modules
from ..process import process_system

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class HeldLocks:
    """Hands over the locks of modules that some thread is importing.

    Both systems know locks by the module's name, and want of one only that it can be acquired and
    released: so each waits for the other's.
    """

    def __init__(self) -> None:
        core, _ = interpreters_modules()
        self._theirs: dict[str, Any] = core._module_locks
        self._ours: dict[str, Any] = process_system._state.locks.by_name

    def do(self) -> None:
        """What the interpreter is importing, thence waits for."""
        hand_over(self._theirs, self._ours)

    def undo(self) -> None:
        """What thence is importing, the interpreter waits for."""
        hand_over(self._ours, self._theirs)


def hand_over(locks: "dict[str, Any]", to: "dict[str, Any]") -> None:
    """Let a second registry know the locks that somebody still holds on to.

    Each registry gets references of its own.  The interpreter's forget their lock in whichever
    registry is in force when it dies: in the other one it would stay.
    """
    for name, reference in list(locks.items()):
        lock = reference()
        if lock is None:
            del locks[name]  # it has just died, and its reference would look elsewhere
            continue
        for registry in (locks, to):
            registry[name] = reference_for(registry, name, lock)
