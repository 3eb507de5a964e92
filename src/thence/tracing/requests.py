"""The part of a recorder that hears of requests, and of what the module cache answers (5.3.1)."""

import sys
from time import perf_counter_ns as now

from .rows import CACHE_ANSWERED, MEMORY_MEASURED, REQUEST_ENDED, REQUESTED
from .settling import settle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType, ModuleType
    from typing import Any

    from .state import State

# How many facts may wait for being written while imports go on, and when none does any more.
MOST_WAITING = 2000
MOST_AT_REST = 400
LONGEST_REST_NS = 20_000_000


def requested(recorder: "State", fullname: str) -> None:
    """A request begins."""
    at = now()
    try:
        mine, askers = recorder.here.mine, recorder.askers
        frame = askers.frame(sys._getframe(2))  # whoever calls is the engine
        if mine.pending is not None:
            settle(recorder, mine, frame)
        mine.open.append(fullname)
        row = REQUESTED + mine.base, at, fullname
        recorder.rows.extend(row + askers.row(frame))
        if recorder.memory is not None:
            recorder.rows.extend((MEMORY_MEASURED + mine.base, now(), recorder.memory()))
    except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
        recorder.put_aside(error)


def request_ended(recorder: "State", fullname: str) -> None:
    """A request is over: a moment to write."""
    waiting = recorder.rows
    try:
        mine = recorder.here.mine
        if recorder.memory is not None:
            waiting.extend((MEMORY_MEASURED + mine.base, now(), recorder.memory()))
        at, opened = now(), mine.open
        waiting.extend((REQUEST_ENDED + mine.base, at, fullname))
        if opened:
            opened.pop()
        if len(waiting) >= MOST_WAITING or (not opened and is_due(recorder, at)):
            recorder.flush()
    except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
        recorder.put_aside(error)


def is_due(recorder: "State", at: int) -> bool:
    """Nothing is imported any more, perhaps for long: what waits could be lost."""
    return len(recorder.rows) >= MOST_AT_REST or at - recorder.written_at > LONGEST_REST_NS


def cache_hit(recorder: "State", fullname: str, module: "ModuleType | None") -> None:
    """The cache answered."""
    try:
        frame, mine = recorder.askers.frame(sys._getframe(2)), recorder.here.mine
        facts = fullname, module is None, fullname in recorder.modules.being_made
        if mine.open and mine.open[-1] == fullname:  # it was waited for
            row = CACHE_ANSWERED + mine.base, now(), *facts, *recorder.askers.row(frame)
            recorder.rows.extend(row)
        else:
            served_once(recorder, frame, facts)
    except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
        recorder.put_aside(error)


def is_made(recorder: "State", fullname: str) -> bool:
    """Has the cache the module, whose code is not running?"""
    is_there = sys.modules.get(fullname) is not None
    return is_there and fullname not in recorder.modules.being_made


def served(recorder: "State", fullname: str, frame: "FrameType") -> None:
    """A statement asked for a module that the cache has; thence's own do not count."""
    if recorder.askers.frame(frame) is frame:
        served_once(recorder, frame, (fullname, False, False))


def served_once(
    recorder: "State", frame: "FrameType | None", facts: "tuple[str, bool, bool]"
) -> None:
    """Tell of it, unless the same place had the same answer before: it may be in a loop."""
    place: tuple[Any, ...] = facts
    if frame is not None:
        code = frame.f_code
        place = code.co_filename, code.co_qualname, frame.f_lasti, facts
    known = hash(place)
    if known in recorder.served_before:
        return
    recorder.served_before.add(known)
    at, mine, rows = now(), recorder.here.mine, recorder.rows
    rows.extend((CACHE_ANSWERED + mine.base, at, *facts, *recorder.askers.row(frame)))
    if len(rows) >= MOST_WAITING or (not mine.open and is_due(recorder, at)):
        recorder.flush()
