"""An error as the interpreter would have shown it.  Runs in the user's process."""

import sys

from .._engine.tracebacks import cut_engine_frames

# This package, and the engine under the names that it has while thence is installed.
NOT_THE_USERS = (__file__.removesuffix("tracebacks.py"), "<frozen importlib._bootstrap")


def traceback_of(error: BaseException) -> str:
    """The traceback of an error, from the first frame that is the user's.

    Written by the interpreter's own hook: the traceback module could be a file of the user's.
    """
    cut_engine_frames(error)
    entry = error.__traceback__
    while entry is not None and entry.tb_frame.f_code.co_filename.startswith(NOT_THE_USERS):
        entry = entry.tb_next
    error.__traceback__ = entry
    before, sys.stderr = sys.stderr, Collected()
    try:
        sys.__excepthook__(type(error), error, entry)
        return str(sys.stderr)
    finally:
        sys.stderr = before


class Collected:
    """Takes the place of a stream, and keeps what is written."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def write(self, text: str) -> int:
        """Keep a text."""
        self.parts.append(text)
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def __str__(self) -> str:
        return "".join(self.parts)
