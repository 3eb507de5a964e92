"""Module locks: re-entrant, and they see deadlocks coming."""

from __future__ import annotations

import gc
import threading

import pytest

from thence._engine.locks import ImportLock, ModuleLock, ModuleLocks
from thence._engine.primitives import DeadlockError


class Holder(threading.Thread):
    """A thread that takes a lock, says so, and gives it back when it is told to.

    With a second lock it then asks for that one too, before it gives anything back.
    """

    def __init__(self, first, second=None):
        super().__init__(daemon=True)
        self.first, self.second = first, second
        self.holds, self.go_on = threading.Event(), threading.Event()
        self.error = None
        self.start()
        assert self.holds.wait(60)

    def run(self):
        self.first.acquire()
        self.holds.set()
        self.go_on.wait(60)
        try:
            if self.second is not None:
                self.second.acquire()
                self.second.release()
        except DeadlockError as error:
            self.error = error
        finally:
            self.first.release()

    def end(self):
        self.go_on.set()
        self.join(60)
        assert not self.is_alive()


class Gates(list):
    """A lock's list of gates that tells when a thread is about to wait."""

    def __init__(self):
        super().__init__()
        self.queued = threading.Event()

    def append(self, gate):
        super().append(gate)
        self.queued.set()


def let_wait(holder, lock):
    """Let a thread go on, until it waits for a lock."""
    gates = lock.gates = Gates()
    holder.go_on.set()
    assert gates.queued.wait(60)


@pytest.fixture
def locks():
    return ModuleLocks()


def test_a_lock_can_be_taken_again_by_its_owner(locks):
    lock = locks.get("a")

    lock.acquire()
    lock.acquire()

    assert lock.locked()
    assert (lock.owner, lock.holds) == (threading.get_ident(), 2)
    lock.release()
    assert lock.owner == threading.get_ident()
    lock.release()
    assert (lock.owner, lock.holds) == (None, 0)
    assert not lock.locked()


def test_a_lock_that_is_not_held_cannot_be_given_back(locks):
    with pytest.raises(RuntimeError, match="cannot release un-acquired lock"):
        locks.get("a").release()


def test_a_lock_of_another_thread_cannot_be_given_back(locks):
    lock = locks.get("a")
    holder = Holder(lock)

    with pytest.raises(RuntimeError):
        lock.release()

    holder.end()
    assert lock.holds == 0


def test_a_lock_shows_its_name(locks):
    lock = locks.get("a.b")

    assert repr(lock) == f"_ModuleLock('a.b') at {id(lock)}"


def test_a_thread_waits_for_the_owner(locks):
    lock = locks.get("a")
    lock.acquire()
    second = locks.get("b")
    holder = Holder(second, lock)
    let_wait(holder, lock)

    lock.release()
    holder.end()

    assert holder.error is None
    assert locks.waiting == {}


def test_two_threads_that_would_wait_for_each_other_are_told(locks):
    one, two = locks.get("one"), locks.get("two")
    one.acquire()
    holder = Holder(two, one)
    let_wait(holder, one)

    with pytest.raises(DeadlockError, match=r"^deadlock detected by _ModuleLock\('two'\) at \d+$"):
        two.acquire()

    one.release()
    holder.end()
    assert holder.error is None
    assert locks.waiting == {}


def test_three_threads_in_a_circle_are_told(locks):
    one, two, three = locks.get("one"), locks.get("two"), locks.get("three")
    one.acquire()
    holders = [Holder(two, one), Holder(three, two)]
    for holder, lock in zip(holders, (one, two), strict=True):
        let_wait(holder, lock)

    with pytest.raises(DeadlockError):
        three.acquire()

    one.release()
    for holder in holders:
        holder.end()
    assert [holder.error for holder in holders] == [None, None]


def test_a_circle_of_others_is_no_deadlock_of_mine(locks):
    """Following the chain ends where it comes back to somebody else."""
    lock = ModuleLock("mine", locks.waiting)
    other = ModuleLock("other", locks.waiting)
    lock.owner, other.owner = 1, 2
    locks.waiting.update({1: [other], 2: [lock]})

    assert lock._never_free_for(3) is False
    assert lock._never_free_for(2) is True


def test_a_name_has_one_lock_as_long_as_somebody_holds_on_to_it(locks):
    lock = locks.get("a")

    assert locks.get("a") is lock
    assert locks.get("b") is not lock


def test_a_lock_that_nobody_needs_leaves_the_registry(locks):
    lock = locks.get("a")
    assert list(locks.by_name) == ["a"]

    del lock
    gc.collect()

    assert locks.by_name == {}


def test_a_new_lock_stays_when_the_old_one_of_its_name_is_forgotten(locks):
    old = locks.get("a")
    forget = locks.by_name["a"].__callback__
    stale = locks.by_name.pop("a")
    new = locks.get("a")

    forget(stale)

    assert locks.get("a") is new is not old


def test_a_lock_that_died_but_is_still_registered_is_made_anew(locks):
    class Dead:
        def __call__(self):
            return None

    locks.by_name["a"] = Dead()

    assert locks.get("a").name == "a"


def test_a_lock_is_held_from_with_to_its_end(locks):
    lock = locks.get("a")

    with locks.holding("a"):
        assert lock.owner == threading.get_ident()

    assert lock.owner is None


def test_waiting_for_a_module_ends_when_its_lock_is_free(locks):
    locks.wait_for("a")

    assert locks.by_name == {}


def test_waiting_for_a_module_that_waits_for_this_thread_ends_at_once(locks):
    """A circular import sees the module half made."""
    one, two = locks.get("one"), locks.get("two")
    one.acquire()
    holder = Holder(two, one)
    let_wait(holder, one)

    locks.wait_for("two")

    assert two.owner == holder.ident
    one.release()
    holder.end()


def test_the_global_import_lock_is_held_from_with_to_its_end():
    from thence._engine.primitives import imp

    before = imp.lock_held()

    with ImportLock():
        during = imp.lock_held()

    assert (before, during, imp.lock_held()) == (False, True, False)
