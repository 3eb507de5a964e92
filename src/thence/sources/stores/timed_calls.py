"""Calls of libraries that may never return: made in threads that are left to themselves then."""

from ..._engine.primitives import os, thread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MOST_LEFT = 8  # threads that nobody waits for any more, of those who use one TimedCalls


class TimedCalls:
    """Makes calls that end in time, for whoever calls.

    A thread cannot be ended: one that takes too long goes on, and may hold what it has for ever.
    None keeps the process from ending.  There are ``MOST_LEFT`` of them at most: then no call is
    made until one of them has come back after all.
    """

    def __init__(self) -> None:
        # Process id -> calls that took too long: the threads of a parent are not in its child.
        self._late: dict[int, list[Call]] = {}

    def do(self, function: "Callable[[], Any]", seconds: float) -> "Any":
        """What a function returns, or raises; TimeoutError when it takes longer, or would."""
        late = [call for call in self._late.get(os.getpid(), []) if not call.has_ended()]
        if len(late) >= MOST_LEFT:
            raise TimeoutError(f"{len(late)} earlier calls have not come back, so none is made")
        call = Call(function)
        thread.start_new_thread(call.run, ())
        if not call.wait(seconds):
            self._late[os.getpid()] = [*late, call]
            raise TimeoutError(f"no answer for {seconds:g} seconds")
        return call.result()


class Call:
    """A call that another thread does."""

    def __init__(self, function: "Callable[[], Any]") -> None:
        self._function = function
        self._value: Any = None
        self._error: BaseException | None = None
        # Held until it has ended.
        self._going = thread.allocate_lock()
        self._going.acquire()

    def run(self) -> None:
        """Do it."""
        try:
            self._value = self._function()
        except BaseException as error:  # noqa: BLE001 - raised where somebody waits for it
            self._error = error
        finally:
            self._going.release()

    def has_ended(self) -> bool:
        """Has it?"""
        return not self._going.locked()

    def wait(self, seconds: float) -> bool:
        """Wait for its end; False when it does not come in time."""
        has_ended: bool = self._going.acquire(timeout=seconds)
        if has_ended:
            self._going.release()
        return has_ended

    def result(self) -> "Any":
        """What the function returned.  Raises what it raised."""
        if self._error is not None:
            raise self._error
        return self._value
