"""One lock for each module being imported, and the deadlocks they see coming.

Two threads that import two modules in a circle would each wait for the other's lock for ever.
Before a thread waits, it follows the chain "this lock is held by a thread that waits for a
lock that is held by ..."; if the chain comes back to itself, DeadlockError is raised instead.
"""

from .primitives import DeadlockError, imp, thread, weakref

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class ModuleLock:
    """A re-entrant lock that refuses to deadlock.

    ``waiting`` maps a thread's id to the locks that it waits for.  It can be several: a
    signal handler or a finalizer may import while its thread is already waiting.
    """

    __slots__ = ("__weakref__", "gates", "guard", "holds", "name", "owner", "waiting")

    def __init__(self, name: str, waiting: "dict[int, list[ModuleLock]]") -> None:
        self.name = name
        self.waiting = waiting
        self.owner: int | None = None  # thread id
        self.holds = 0  # how many times the owner has it
        # One closed gate for each thread that waits; release() opens them all.
        self.gates: list[Any] = []
        # Re-entrant, since a finalizer may run while it is held, and import.
        self.guard = thread.RLock()

    def __repr__(self) -> str:
        return f"_ModuleLock({self.name!r}) at {id(self)}"

    def acquire(self) -> bool:
        """Take the lock, waiting for it.  Raises DeadlockError when that would never end."""
        me = thread.get_ident()
        if not self._take(me):
            self._wait(me)
        return True

    def _take(self, me: int) -> bool:
        """Take the lock, if it is free or this thread's."""
        with self.guard:
            if self.holds and self.owner != me:
                return False
            self.owner = me
            self.holds += 1
            return True

    def _wait(self, me: int) -> None:
        """Take the lock when it is free.  Raises DeadlockError when it never will be."""
        # Before anybody looks for a circle: of two threads, the later one sees the other waiting.
        queue = self.waiting.setdefault(me, [])
        queue.append(self)
        try:
            while (gate := self._take_or_queue(me)) is not None:
                gate.acquire()
        finally:
            queue.remove(self)
            if not queue:
                self.waiting.pop(me, None)

    def _take_or_queue(self, me: int) -> "Any":
        """Take the lock and return None, or return the gate to wait at."""
        with self.guard:
            if self._take(me):
                return None
            if self._never_free_for(me):
                raise DeadlockError(f"deadlock detected by {self!r}")
            gate = thread.allocate_lock()
            gate.acquire()
            self.gates.append(gate)
            return gate

    def _never_free_for(self, me: int) -> bool:
        """Does the owner wait, over any number of locks, for one that this thread holds?"""
        seen: set[int] = set()
        to_follow = [self.owner]
        while to_follow:
            owner = to_follow.pop()
            if owner == me:
                return True
            if owner is None or owner in seen:
                continue
            seen.add(owner)
            to_follow += [lock.owner for lock in tuple(self.waiting.get(owner, ()))]
        return False

    def locked(self) -> bool:
        """Does any thread hold the lock?"""
        return self.holds > 0

    def release(self) -> None:
        """Give the lock back once.  Raises RuntimeError unless this thread holds it."""
        with self.guard:
            if self.owner != thread.get_ident():
                raise RuntimeError("cannot release un-acquired lock")
            self.holds -= 1
            if self.holds == 0:
                self.owner = None
                gates, self.gates = self.gates, []
                for gate in gates:
                    gate.release()


class ModuleLocks:
    """All module locks of one import system.

    A lock lives as long as somebody holds on to it; then its name leaves the registry.
    """

    __slots__ = ("by_name", "lock_class", "waiting")

    def __init__(self) -> None:
        # Module name -> weak reference to its lock.
        #
        #   "json.decoder" -> <weakref to ModuleLock('json.decoder')>
        self.by_name: dict[str, Any] = {}
        # Thread id -> the locks that the thread waits for.
        #
        #   139872 -> [ModuleLock('json.decoder')]
        self.waiting: dict[int, list[ModuleLock]] = {}
        self.lock_class: Callable[[str, dict[int, list[ModuleLock]]], ModuleLock] = ModuleLock

    def get(self, name: str) -> ModuleLock:
        """The module's lock, made if there is none."""
        imp.acquire_lock()  # this one survives a fork
        try:
            reference = self.by_name.get(name)
            lock = None if reference is None else reference()
            if lock is None:
                lock = self.lock_class(name, self.waiting)
                self.by_name[name] = reference_for(self.by_name, name, lock)
            return lock
        finally:
            imp.release_lock()

    def holding(self, name: str) -> "Held":
        """A context manager that holds the module's lock."""
        return Held(self, name)

    def wait_for(self, name: str) -> None:
        """Wait until another thread has finished with the module.

        A deadlock is not an error here: the module is in the cache already, and seeing it half
        made is what a circular import means.
        """
        lock = self.get(name)
        try:
            lock.acquire()
        except DeadlockError:
            return
        lock.release()


def reference_for(by_name: "dict[str, Any]", name: str, lock: "Any") -> "Any":
    """A weak reference to a lock, which leaves this registry when the lock dies."""
    # Held here: when the interpreter ends, locks may die after this module's names.
    acquire, release = imp.acquire_lock, imp.release_lock

    # The annotation is a text: the program may have taken the builtin away.
    def forget(reference: "object") -> None:
        acquire()
        try:
            # Another thread may have made a new lock since the old one died.
            if by_name.get(name) is reference:
                del by_name[name]
        finally:
            release()

    return weakref.ref(lock, forget)


class Held:
    """Holds a module's lock from ``with`` to its end."""

    __slots__ = ("lock", "locks", "name")

    def __init__(self, locks: ModuleLocks, name: str) -> None:
        self.locks = locks
        self.name = name

    def __enter__(self) -> None:
        self.lock = self.locks.get(self.name)
        self.lock.acquire()

    def __exit__(self, *error: object) -> None:
        self.lock.release()


class ImportLock:
    """Holds the interpreter's global import lock from ``with`` to its end."""

    __slots__ = ()

    def __enter__(self) -> None:
        imp.acquire_lock()

    def __exit__(self, *error: object) -> None:
        imp.release_lock()
