"""Remembers, while a program runs, what a traceback does not show."""

import sys

# Kept: a program may have taken it away.
from builtins import Exception  # noqa: A004

from .._engine.observer import Observer
from .describing_errors import describe_frame, frames_of, is_own, message_of
from .describing_state import describe_module, namespace_of, text_of
from .intact import Builtins
from .remembering import Memory
from .threads import describe_threads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    Facts = dict[str, Any]

MOST_FAILURES = 300
MOST_FRAMES = 8  # of one failure, the innermost


class Watcher(Observer):
    """Hears each import; keeps who asked first for what, what failed, and what changed."""

    def __init__(self) -> None:
        self.builtins = Builtins()
        self.memory = Memory()
        # Failed imports in their order, also those that the program swallowed.
        self.failures: list[Facts] = []
        # Maps a module to who asked for it first: (file, line, name of the asking module).
        #
        #   "torch" -> ("/home/ann/train.py", 1, "__main__")
        self.asked_by: dict[str, tuple[str, int, str]] = {}
        # Modules that left another object in their place, and their files.
        #
        #   "heavy" -> "/home/ann/heavy/__init__.py"
        self.replaced: dict[str, str | None] = {}
        # Whether the program runs; what fails before that failed in ``site``.
        self.started = False
        # The threads in the moment when an interrupt (Ctrl-C) broke an import off.
        self.interrupted: list[Facts] = []
        self._being_made: list[tuple[str, object]] = []
        self._told: dict[str, Any] = {}

    def tell_when_loaded(self, fullname: str, listener: "Any") -> None:
        """Call ``listener(module)`` when a module was loaded, unless it is there already."""
        if fullname in sys.modules:
            self._tell(listener, sys.modules[fullname])
        else:
            self._told[fullname] = listener

    def executing(self, fullname: str, module: "ModuleType") -> None:
        """A module's code is about to run."""
        self._hear(self._begin, fullname, module)

    def executed(self, fullname: str, module: "ModuleType") -> None:
        """A module's code ran to its end."""
        self._hear(self._end, fullname, module)

    def failed(self, fullname: str, error: BaseException) -> None:
        """The import of a module raised, whoever catches it."""
        self._hear(self._keep, fullname, error)

    def _hear(self, act: "Any", fullname: str, fact: "Any") -> None:
        """Whatever the program has done to the builtins."""
        if self.builtins.are_intact():
            try:
                act(fullname, fact)
            except Exception:  # noqa: BLE001 - with one of the others it may go better
                self.builtins.lend(act, fullname, fact)
        else:
            self.builtins.lend(act, fullname, fact)

    def _begin(self, fullname: str, module: "ModuleType") -> None:
        self.memory.expect(fullname)
        self.memory.compare()
        self.asked_by.setdefault(fullname, asker())
        self._being_made.append((fullname, module))

    def _end(self, fullname: str, module: "ModuleType") -> None:
        while self._being_made:
            name, made = self._being_made.pop()
            if name == fullname:
                if made is not module:
                    self.replaced[fullname] = text_of(namespace_of(made).get("__file__"))
                break
        self.memory.compare()
        if fullname in self._told:
            self._tell(self._told.pop(fullname), module)

    def _tell(self, listener: "Any", module: "ModuleType") -> None:
        try:
            listener(module)
        except Exception:  # noqa: BLE001 - a file of the user's may have the name of the library's
            return

    def _keep(self, fullname: str, error: BaseException) -> None:
        if isinstance(error, KeyboardInterrupt) and not self.interrupted:
            self.interrupted = describe_threads()  # who waits for the module still does
        self.memory.compare()
        file, line, module = asker()
        frames = frames_of(error.__traceback__)
        row = {
            "name": fullname,
            "type": type(error).__qualname__,
            "message": message_of(error),
            "missing": getattr(error, "name", None) if is_not_found(error) else None,
            "asker": {"file": file, "line": line, "module": module},
            "frames": frames[-MOST_FRAMES:],
            "parent": parent_of(getattr(error, "name", None)) if is_not_found(error) else None,
            "at_start": not self.started,
        }
        if len(self.failures) < MOST_FAILURES:
            self.failures.append(row)


def is_not_found(error: BaseException) -> bool:
    """Does the error say that nobody has a module, and which?"""
    return isinstance(error, ModuleNotFoundError) and isinstance(error.name, str)


def parent_of(fullname: "Any") -> "Facts | None":
    """The package in which a module was not found: when it fails, too, it leaves the cache."""
    parent = fullname.rpartition(".")[0] if isinstance(fullname, str) else ""
    return describe_module(parent, sys.modules[parent]) if parent in sys.modules else None


def asker() -> tuple[str, int, str]:
    """File, line and module of the innermost code that is not thence's: the import statement."""
    frame: Any = sys._getframe(2)
    while frame is not None and is_own(frame.f_code):
        frame = frame.f_back
    if frame is None:
        return "", 0, ""
    facts = describe_frame(frame, frame.f_lineno)
    return facts["file"], facts["line"], facts["module"]
