"""Taking over a running process, and giving it back.

The interpreter's C code looks up ``_find_and_load`` and its sisters by name in the module
``_frozen_importlib`` at each import that its cache does not serve: these names are set, and not
``builtins.__import__``, so that cached imports stay as fast as they are and C code that imports
is served, too.
"""

from .._engine.primitives import imp
from .counterparts import Counterparts
from .disguise import Disguise
from .steps import (
    AbstractBases,
    ClassNames,
    Finders,
    Modules,
    Names,
    Subclasses,
    Warnings,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Installation:
    """A handle on one ``install()``.  Undo it by ``uninstall()``, or by the end of a ``with``.

    The process is restored when the last handle is undone, in whatever order.
    """

    def __init__(self, takeover: "Takeover") -> None:
        self._takeover: Takeover | None = takeover

    def uninstall(self) -> None:
        """Undo this installation; a second call does nothing."""
        takeover, self._takeover = self._takeover, None
        if takeover is not None:
            takeover.release()

    def __enter__(self) -> "Installation":
        return self

    def __exit__(self, *error: object) -> None:
        self.uninstall()

    def __repr__(self) -> str:
        return f"<Installation, {'undone' if self._takeover is None else 'in force'}>"


class Takeover:
    """What all handles share: how many there are, and what is to be undone after the last."""

    def __init__(self) -> None:
        self.handles = 0
        self._done: list[Any] = []

    def acquire(self) -> Installation:
        """Take the process over, unless that is done already."""
        imp.acquire_lock()
        try:
            if self.handles == 0:
                self._take_over()
            self.handles += 1
        finally:
            imp.release_lock()
        return Installation(self)

    def release(self) -> None:
        """One handle less; after the last, the process has its own import system back."""
        imp.acquire_lock()
        try:
            self.handles -= 1
            if self.handles == 0:
                self._give_back()
        finally:
            imp.release_lock()

    def _take_over(self) -> None:
        counterparts = Counterparts()
        steps: list[Any] = [
            Disguise(),
            Warnings(counterparts),
            Names(counterparts),
            ClassNames(counterparts),
            AbstractBases(),
            Subclasses(counterparts),
            Finders(counterparts),
            Modules(counterparts),
        ]
        try:
            for step in steps:
                # Kept before it is done: what fails half-way is undone as well.
                self._done.append(step)
                step.do()
        except BaseException:
            self._give_back()
            raise

    def _give_back(self) -> None:
        while self._done:
            self._done.pop().undo()


takeover = Takeover()


def install() -> Installation:
    """Put thence in the place of the interpreter's import system, in this process.

    Modules that are loaded already stay.  Returns a handle whose ``uninstall()`` restores the
    process; of several handles, the last one does.
    """
    return takeover.acquire()
