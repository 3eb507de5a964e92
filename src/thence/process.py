"""The interpreter's own import system: a live view of ``sys``."""

from ._engine.bytecode.naming import FileNames
from ._engine.state import ProcessState
from ._engine.versions import WAITS_ARE_LISTED
from .classes import interpreters_modules
from .system import ImportSystem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class ProcessSystem(ImportSystem):
    """The import system that the interpreter's own state belongs to.

    Its collections are those of ``sys``, looked up at each use.  Importing through it works
    whether thence is installed or not: it asks whichever finders are on ``sys.meta_path``.
    """

    def __init__(self) -> None:
        state = ProcessState()
        # One registry for both, whoever is in force: each waits for what the other is importing.
        state.locks.by_name = interpreters_modules()[0]._module_locks
        state.locks.waiting = waits_known_to_the_interpreter()
        self._plug(state, InterpretersFileNames(), "thence.machinery")


class InterpretersFileNames(FileNames):
    """The interpreter's own lists, and whatever somebody put in place of ``cache_from_source``.

    typeguard, beartype, jaxtyping and others do so while one of their modules is loaded.
    """

    def __init__(self) -> None:
        _, external = interpreters_modules()
        super().__init__(
            external.SOURCE_SUFFIXES, external.BYTECODE_SUFFIXES, external.EXTENSION_SUFFIXES
        )
        self._interpreters_own = external.cache_from_source

    def cache_from_source(self) -> "Callable[[str], str]":
        """The function in force: thence's, unless it was replaced in importlib."""
        _, external = interpreters_modules()
        found: Callable[[str], str] = external.cache_from_source
        return super().cache_from_source() if found is self._interpreters_own else found


class Waits:
    """Which locks each thread waits for: the interpreter's own registry, as thence's locks use it.

    Locks of both systems are held at once when one takes over from the other.  Whoever looks for
    a deadlock has to see who waits for a lock of the other kind, too.
    """

    def __init__(self, registry: "Any", list_class: "Any") -> None:
        self._registry = registry
        self._list_class = list_class  # one that can be referred to weakly
        self.get, self.clear = registry.get, registry.clear

    def setdefault(self, thread: int, _default: object) -> "Any":
        """The list of a thread, made if there is none."""
        return self._registry.setdefault(thread, self._list_class())

    def pop(self, _thread: int, default: "Any" = None) -> "Any":
        """Nothing is to be done: the registry knows a list as long as a thread waits by it."""
        return default


class LastWaits(dict[int, "LastWaitTold"]):
    """The same before 3.12, where the interpreter knows the last lock of each thread only."""

    def __init__(self, registry: "dict[int, Any]") -> None:
        super().__init__()
        self._registry = registry

    def setdefault(self, thread: int, _default: object = None) -> "LastWaitTold":
        """The list of a thread, made if there is none."""
        return super().setdefault(thread, LastWaitTold(self._registry, thread))

    def get(self, thread: int, default: "Any" = ()) -> "Any":
        """The locks that a thread waits for, of both kinds."""
        last = self._registry.get(thread)
        return [*super().get(thread, default), *(() if last is None else (last,))]


class LastWaitTold(list["Any"]):
    """The locks that a thread waits for; the interpreter is told which is the last."""

    def __init__(self, registry: "dict[int, Any]", thread: int) -> None:
        super().__init__()
        self._registry = registry
        self._thread = thread
        # One of the interpreter's own, if it was interrupted by a finalizer that imports.
        self._before = registry.get(thread)

    def append(self, lock: "Any") -> None:
        """Begin to wait for one more."""
        super().append(lock)
        self._registry[self._thread] = lock

    def remove(self, lock: "Any") -> None:
        """End waiting for one."""
        super().remove(lock)
        last = self[-1] if self else self._before
        if last is None:
            self._registry.pop(self._thread, None)
        else:
            self._registry[self._thread] = last


def waits_known_to_the_interpreter() -> "Any":
    """The registry of waiting threads, for locks of the process's own system."""
    core, _ = interpreters_modules()
    if WAITS_ARE_LISTED:
        return Waits(core._blocking_on, core._List)
    return LastWaits(core._blocking_on)


process_system = ProcessSystem()
