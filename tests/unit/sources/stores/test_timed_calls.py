"""Calls that may never return."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from thence.sources.stores.timed_calls import MOST_LEFT, TimedCalls

PATIENCE = 0.05  # seconds, for what never comes


def test_what_is_returned_and_raised_is_that_of_the_function():
    calls = TimedCalls()

    assert calls.do(lambda: 42, 60) == 42
    with pytest.raises(ZeroDivisionError):
        calls.do(lambda: 1 // 0, 60)


def test_a_function_that_says_itself_that_it_took_too_long_is_not_left():
    calls = TimedCalls()

    def late() -> None:
        raise TimeoutError("said by itself")

    for _ in range(2 * MOST_LEFT):
        with pytest.raises(TimeoutError, match="said by itself"):
            calls.do(late, 60)


def test_only_so_many_threads_are_left_to_themselves():
    calls = TimedCalls()
    release = threading.Event()
    begun = []

    def stuck() -> None:
        begun.append(threading.get_ident())
        release.wait()

    for _ in range(MOST_LEFT):
        with pytest.raises(TimeoutError, match=r"no answer for 0\.05 seconds"):
            calls.do(stuck, PATIENCE)
    with pytest.raises(TimeoutError, match=f"{MOST_LEFT} earlier calls have not come back"):
        calls.do(stuck, 60)
    assert len(begun) == MOST_LEFT

    release.set()
    while True:  # as soon as one has come back
        try:
            assert calls.do(lambda: 42, 60) == 42
        except TimeoutError:
            continue
        break


# The threads of other tests are not the child's business.
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_the_threads_of_a_parent_do_not_count_in_its_child():
    calls = TimedCalls()
    release = threading.Event()
    for _ in range(MOST_LEFT):
        with pytest.raises(TimeoutError):
            calls.do(release.wait, PATIENCE)

    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if calls.do(lambda: 42, 60) == 42 else 1)
        finally:
            os._exit(2)
    release.set()

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_thread_that_is_left_keeps_no_program_from_ending():
    program = f"""
import threading
from thence.sources.stores.timed_calls import TimedCalls
try:
    TimedCalls().do(threading.Event().wait, {PATIENCE})
except TimeoutError:
    print("ends")
"""

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "ends\n", "")
