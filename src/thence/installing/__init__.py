"""Taking over a running process, and giving it back.

The interpreter's C code looks up ``_find_and_load`` and its sisters by name in the module
``_frozen_importlib`` at each import that its cache does not serve: these names are set, and not
``builtins.__import__``, so that cached imports stay as fast as they are and C code that imports
is served, too.
"""

import sys

from .._engine.primitives import imp
from ..process import process_system
from .classes import ClassNames, Subclasses
from .counterparts import Counterparts
from .disguise import Disguise
from .finders import Finders
from .modules import Modules
from .names import Names
from .registrations import Registrations
from .warning_places import Warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Installation:
    """A handle on one ``install()``.  Undo it by ``uninstall()``, or by the end of a ``with``.

    The process is restored when the last handle is undone, in whatever order.
    """

    def __init__(self, takeover: "Takeover", strict_bytecode: bool) -> None:
        self._takeover: Takeover | None = takeover
        self._strict_bytecode = strict_bytecode
        # What was attached to the process's system: sources, a doctor.
        self._used: list[Any] = []

    def use(self, companion: "Any") -> None:
        """Attach something (a ``Sources``) to the process's system, while this is in force."""
        companion.attach(process_system)
        self._used.append(companion)

    def uninstall(self) -> None:
        """Undo this installation; a second call does nothing."""
        takeover, self._takeover = self._takeover, None
        while self._used:
            self._used.pop().detach(process_system)
        if takeover is not None:
            takeover.release(self._strict_bytecode)

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
        self._strict_handles = 0
        self._done: list[Any] = []

    def acquire(self, strict_bytecode: bool = False) -> Installation:
        """Take the process over, unless that is done already.

        Bytecode is looked at strictly as long as there is a handle that asked for it.
        """
        if strict_bytecode:  # imported while nobody has to wait for it
            from .._engine.bytecode import strict  # noqa: F401
        imp.acquire_lock()
        try:
            if self.handles == 0:
                self._take_over()
            self.handles += 1
            self._count_strict(strict_bytecode)
        finally:
            imp.release_lock()
        return Installation(self, strict_bytecode)

    def release(self, strict_bytecode: bool = False) -> None:
        """One handle less; after the last, the process has its own import system back."""
        imp.acquire_lock()
        try:
            self._count_strict(-strict_bytecode)
            self.handles -= 1
            if self.handles == 0:
                self._give_back()
        finally:
            imp.release_lock()

    def _count_strict(self, more: int) -> None:
        self._strict_handles += more
        process_system.set_strict_bytecode(self._strict_handles > 0)

    def _take_over(self) -> None:
        counterparts = Counterparts()
        steps: list[Any] = [
            Disguise(),
            Warnings(counterparts),
            Names(counterparts),
            ClassNames(counterparts),
            Registrations(),
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
        """Undo every step, last first; one that fails does not keep the others from it."""
        errors = []
        while self._done:
            try:
                self._done.pop().undo()
            except Exception as error:  # noqa: BLE001 - raised when all is done
                errors.append(error)
        if errors:
            raise errors[0]


takeover = Takeover()


def install(
    *, strict_bytecode: bool = False, sources: "Any" = None, explain: bool = False
) -> Installation:
    """Put thence in the place of the interpreter's import system, in this process.

    With ``strict_bytecode`` a source is compiled anew when its bytecode may be older than its last
    change; see ``ImportSystem.set_strict_bytecode``.  ``sources`` (a ``Sources``) says which path
    entries beyond the file system may be used.  With ``explain``, an import error that nobody
    catches gets a note that says what caused it, and how to mend it (``thence.explain``).

    Modules that are loaded already stay.  Returns a handle whose ``uninstall()`` restores the
    process; of several handles, the last one does.

    Raises RuntimeError in a free-threaded Python that runs without the global interpreter lock.
    """
    refuse_free_threading()
    handle = takeover.acquire(strict_bytecode)
    if sources is not None:
        handle.use(sources)
    if explain:  # by name: the doctor stands above, and is loaded for those who ask for him
        handle.use(process_system.import_module("thence.doctor.noting").Noting())
    return handle


def refuse_free_threading() -> None:
    """Refuse to run where threads execute Python at once: the engine relies on the lock."""
    is_gil_enabled = getattr(sys, "_is_gil_enabled", None)  # since 3.13
    if is_gil_enabled is not None and not is_gil_enabled():
        raise RuntimeError(
            "thence cannot be installed without the global interpreter lock; "
            "start this free-threaded Python with -X gil=1 or PYTHON_GIL=1"
        )
