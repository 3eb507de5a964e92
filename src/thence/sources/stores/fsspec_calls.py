"""Calls of fsspec's file systems that end: left alone, most of them wait for ever.

Asynchronous ones (S3, GCS, HTTP) take a timeout.  All others, and what a chain of URLs reads out
of another, are called in a thread that is left to itself when the time is over.
"""

from ..._engine.primitives import thread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# Methods of asynchronous file systems that another thread does the work of.
AWAITED = ("cat_file", "find", "info", "pipe_file", "rm_file")


class Patient:
    """An asynchronous file system whose calls raise TimeoutError after some seconds."""

    def __init__(self, system: "Any", seconds: float) -> None:
        self._system = system
        self._seconds = seconds

    def __getattr__(self, name: str) -> "Any":
        value = getattr(self._system, name)
        if name not in AWAITED:
            return value
        return lambda *words, **options: value(*words, timeout=self._seconds, **options)


def in_time(function: "Callable[[], Any]", seconds: float) -> "Any":
    """What a function returns, or raises; TimeoutError when it takes longer than ``seconds``.

    Then nobody waits for it any more, but it cannot be ended: it may hold what it has for ever.
    """
    call = Call(function)
    thread.start_new_thread(call.run, ())
    return call.result(seconds)


class Call:
    """A call that another thread does."""

    def __init__(self, function: "Callable[[], Any]") -> None:
        self._function = function
        self._value: Any = None
        self._error: BaseException | None = None
        self._ended = thread.allocate_lock()
        self._ended.acquire()

    def run(self) -> None:
        """Do it."""
        try:
            self._value = self._function()
        except BaseException as error:  # noqa: BLE001 - raised where somebody waits for it
            self._error = error
        finally:
            self._ended.release()

    def result(self, seconds: float) -> "Any":
        """Wait for its end.  Raises what the function raised, TimeoutError."""
        if not self._ended.acquire(timeout=seconds):
            raise TimeoutError(f"no answer for {seconds:g} seconds")
        if self._error is not None:
            raise self._error
        return self._value
