"""Who waits for a lock, as locks of both systems are told of it."""

from __future__ import annotations

import gc
import sys

import pytest

from thence._engine.versions import WAITS_ARE_LISTED
from thence.process import LastWaits, Waits, waits_known_to_the_interpreter

CORE = sys.modules["_frozen_importlib"]
THREAD = -7  # of which no thread has the number


@pytest.fixture
def registry():
    """The interpreter's, without what this test leaves in it."""
    yield CORE._blocking_on
    assert CORE._blocking_on.get(THREAD) is None


class TestLastWaits:
    """Before 3.12: the interpreter is told of the last lock of each thread."""

    def test_the_last_lock_is_told_of(self):
        registry: dict[int, object] = {}
        waits = LastWaits(registry)

        queue = waits.setdefault(THREAD)
        queue.append("outer")
        queue.append("inner")

        assert registry == {THREAD: "inner"}
        queue.remove("inner")
        assert registry == {THREAD: "outer"}
        queue.remove("outer")
        assert registry == {}

    def test_a_lock_of_the_interpreters_that_was_told_of_before_comes_back(self):
        """A finalizer imports while its thread waits for one."""
        registry: dict[int, object] = {THREAD: "theirs"}
        waits = LastWaits(registry)

        queue = waits.setdefault(THREAD)
        queue.append("ours")
        queue.remove("ours")

        assert registry == {THREAD: "theirs"}

    def test_locks_of_both_kinds_are_known(self):
        waits = LastWaits({1: "theirs"})
        waits.setdefault(2).append("ours")

        assert [waits.get(thread) for thread in (1, 2, 3)] == [["theirs"], ["ours", "ours"], []]

    def test_a_thread_keeps_its_list(self):
        waits = LastWaits({})

        assert waits.setdefault(THREAD) is waits.setdefault(THREAD)


@pytest.mark.skipif(not WAITS_ARE_LISTED, reason="the interpreter lists them since 3.12")
class TestWaits:
    """Since 3.12: both systems use the interpreter's lists."""

    def test_the_interpreter_knows_the_list(self, registry):
        waits = waits_known_to_the_interpreter()

        queue = waits.setdefault(THREAD, [])
        queue.append("a lock")

        assert isinstance(waits, Waits)
        assert registry.get(THREAD) is waits.get(THREAD, ()) is queue

    def test_a_list_that_nobody_waits_by_is_forgotten(self, registry):
        waits = waits_known_to_the_interpreter()
        waits.setdefault(THREAD, [])

        waits.pop(THREAD, None)
        gc.collect()

        assert waits.get(THREAD, ()) == ()
