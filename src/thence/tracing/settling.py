"""What became of errors: who took them, as far as the frames that go on can tell."""

import sys
from time import perf_counter_ns as now

from .._engine.primitives import thread
from .rows import SWALLOWED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

    from .state import OfThread, State


def settle_of_ended_threads(recorder: "State") -> None:
    """Say what became of the last errors of threads that have ended: nobody tells of that."""
    if recorder.unsettled:
        running = sys._current_frames()
        running.pop(thread.get_ident())  # the number of one that has ended may come again
        for each in list(recorder.unsettled):
            if each.ident not in running:
                settle(recorder, each, None)


def settle_all(recorder: "State") -> None:
    """Say what became of the last error of each thread: nobody will be told of more."""
    running = sys._current_frames()
    for each in list(recorder.unsettled):
        settle(recorder, each, running.get(each.ident))


def settle(recorder: "State", mine: "OfThread", frame: "FrameType | None") -> None:
    """Say what became of a thread's last error, now that the thread goes on at a frame.

    ``frame`` None: the thread has ended.
    """
    recorder.unsettled.discard(mine)
    pending, mine.pending = mine.pending, None
    # Since 3.12, and before; the interpreter sets it when it shows an error that nobody took.
    last = getattr(sys, "last_exc", getattr(sys, "last_value", None))
    if pending is None or (isinstance(last, BaseException) and pending.ended_by(last)):
        return
    found = pending.taken_at(frame)
    if found is not None:
        place, is_certain = found
        facts = pending.number, *place, is_certain
        recorder.rows.extend((SWALLOWED + mine.base, now(), *facts))
