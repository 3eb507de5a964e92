"""What each thread is doing right now, for programs that hang."""

import sys

from .._engine.primitives import thread
from .describing_errors import describe_frame, is_own

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Facts = dict[str, Any]

MOST_FRAMES = 40


def describe_threads() -> "list[Facts]":
    """The stack of each other thread, innermost first, and what it waits for in an import."""
    own = thread.get_ident()
    found = sys._current_frames().items()
    return [describe_thread(number, frame) for number, frame in found if number != own]


def describe_thread(number: int, frame: "Any") -> "Facts":
    """One thread.  ``waits_for``: the module in whose import it stands; None: in none."""
    waits_for = None
    frames: list[Facts] = []
    while frame is not None and len(frames) < MOST_FRAMES:
        if is_own(frame.f_code):
            name = frame.f_locals.get("fullname")
            if not frames and waits_for is None and isinstance(name, str):
                waits_for = name
        else:
            frames.append(describe_frame(frame, frame.f_lineno))
        frame = frame.f_back
    return {"number": number, "frames": frames, "waits_for": waits_for}
