"""The part of a recorder that hears of errors that end imports."""

import sys
from time import perf_counter_ns as now

from .describing import error_text, label_of
from .executions import left
from .rows import FAILED
from .settling import settle
from .swallowing import pending_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .state import OfThread, State


def failed(recorder: "State", fullname: str, error: BaseException) -> None:
    """The import raised."""
    at = now()
    try:
        mine = recorder.here.mine
        left(recorder, fullname)
        message = error_text(error)
        number = number_of(recorder, mine, error, message)
        kind = label_of(type(error), recorder.labels)
        recorder.rows.extend((FAILED + mine.base, at, fullname, number, kind, message))
        mine.pending = pending_error(recorder.askers, number, error, message)
        recorder.unsettled.add(mine)
    except Exception as problem:  # noqa: BLE001 - whatever it is, the import goes on
        recorder.put_aside(problem)


def number_of(recorder: "State", mine: "OfThread", error: BaseException, message: str) -> int:
    """The number of the error: that of the last one, if it is the same on its way."""
    pending = mine.pending
    if pending is not None:
        if pending.is_it(error, message):
            return pending.number
        if not pending.led_to(error):
            settle(recorder, mine, recorder.askers.frame(sys._getframe(1)))
    recorder.errors += 1
    return recorder.errors
