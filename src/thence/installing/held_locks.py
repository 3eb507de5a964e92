"""Modules that are being imported at the moment in which one system takes over from the other."""

from .._engine.versions import WAITS_ARE_LISTED
from ..classes import interpreters_modules
from ..process import process_system

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any


class HeldLocks:
    """Hands over the locks of modules that some thread is importing.

    Both systems keep weak references to locks by the module's name, and want of a lock only
    that it can be acquired and released: so each waits for the other's.
    """

    def __init__(self) -> None:
        core, _ = interpreters_modules()
        self._their_waits = core._blocking_on
        self._theirs: MutableMapping[str, Any] = core._module_locks
        self._ours: MutableMapping[str, Any] = process_system._state.locks.by_name

    def do(self) -> None:
        """What the interpreter is importing, thence waits for."""
        hand_over(self._theirs, self._ours)
        if WAITS_ARE_LISTED:
            self._see_who_waits()

    def _see_who_waits(self) -> None:
        """Threads that wait for the interpreter's locks count when thence looks for deadlocks.

        The lists are handed over themselves: who stops waiting leaves them.
        """
        waiting = process_system._state.locks.waiting
        # Not from sys._current_frames(): it makes frames for the threads of other interpreters,
        # too, and kills the process where one of these has a lock of its own.
        for thread in list(self._their_waits.data):
            locks = self._their_waits.get(thread)
            if locks:
                waiting.setdefault(thread, locks)

    def undo(self) -> None:
        """What thence is importing, the interpreter waits for."""
        hand_over(self._ours, self._theirs)


def hand_over(locks: "MutableMapping[str, Any]", to: "MutableMapping[str, Any]") -> None:
    """Copy the references to locks that somebody still holds on to."""
    to.update({name: lock for name, lock in list(locks.items()) if lock() is not None})
