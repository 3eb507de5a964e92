"""Connections to PostgreSQL whose waits end: left alone, psycopg waits for an answer for ever."""

from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Any

    from ..settings import Limits

    # What psycopg does, step by step: gives what it waits for, takes what is ready, returns what
    # came.  It is asked every tenth of a second whether it wants to go on.
    Steps = Generator[Any, Any, Any]


def patient_class(psycopg: "Any", entry: str, most: "Limits") -> "Any":
    """A class of psycopg's connections, of which no wait for the server takes longer than allowed.

    Each raises TimeoutError then, and the connection is closed: what comes late is nobody's.
    """

    class Patient(psycopg.Connection):  # type: ignore[misc]
        """A connection; ``limits`` may be set to None, for who waits without an end."""

        limits: "Limits | None" = most

        def wait(self, steps: "Steps", *words: "Any", **options: "Any") -> "Any":
            """Do the steps.  Raises TimeoutError, psycopg's errors."""
            if self.limits is None:
                return super().wait(steps, *words, **options)
            seconds = self.limits.seconds
            message = f"{entry}: no answer for {seconds:g} seconds"
            try:
                return super().wait(in_time(steps, seconds, message), *words, **options)
            except TimeoutError:
                self.close()
                raise

    return Patient


def in_time(steps: "Steps", seconds: float, message: str) -> "Steps":
    """The same steps; TimeoutError in place of one that begins too late."""
    ends_at = monotonic() + seconds
    try:
        wanted = next(steps)
        while True:
            ready = yield wanted
            if monotonic() > ends_at:
                raise TimeoutError(message)
            wanted = steps.send(ready)
    except StopIteration as end:
        return end.value
