"""The part of a recorder that hears of requests, and of errors that end them."""

import sys
from time import perf_counter_ns as now

from . import rows as kinds
from .borders import Modules
from .buffer import Buffer
from .describing import error_text
from .swallowing import Swallowing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, ModuleType
    from typing import Any

    from .buffer import OfThread

# How many facts may wait for being written while imports go on, and when none does any more.
MOST_WAITING = 8000
MOST_AT_REST = 400
LONGEST_REST_NS = 20_000_000


class Requests(Buffer):
    """Hears of requests; ``memory`` returns the bytes in use, None: it is not measured."""

    memory: "Callable[[], int] | None" = None
    modules: Modules

    def __init__(self, write: "Callable[..., None]") -> None:
        super().__init__(write)
        self._errors = 0
        # Who asked again, and what the cache answered: place, (fullname, ...).
        self._served: set[tuple[Any, tuple[str, bool, bool]]] = set()
        self._swallowing = Swallowing(self.askers)

    def requested(self, fullname: str) -> None:
        """A request begins."""
        at, mine = now(), self.mine
        frame = self.askers.frame(sys._getframe(2))
        if mine.pending is not None:
            self.settle(frame)
        mine.open.append(fullname)
        self.rows.extend((kinds.REQUESTED + mine.base, at, fullname, *self.askers.row(frame)))
        if self.memory is not None:
            self.rows.extend((kinds.MEMORY_MEASURED + mine.base, now(), self.memory()))

    def request_ended(self, fullname: str) -> None:
        """A request is over: a moment to write."""
        mine, waiting = self.mine, self.rows
        if self.memory is not None:
            waiting.extend((kinds.MEMORY_MEASURED + mine.base, now(), self.memory()))
        at = now()
        waiting.extend((kinds.REQUEST_ENDED + mine.base, at, fullname))
        if mine.open:
            mine.open.pop()
        if len(waiting) >= MOST_WAITING or (not mine.open and self._is_due(at)):
            self.flush()

    def _is_due(self, at: int) -> bool:
        """Nothing is imported any more, perhaps for long: what waits could be lost."""
        return len(self.rows) >= MOST_AT_REST or at - self.written_at > LONGEST_REST_NS

    def cache_hit(self, fullname: str, module: "ModuleType | None") -> None:
        """The cache answered."""
        frame, opened = self.askers.frame(sys._getframe(2)), self.mine.open
        facts = fullname, module is None, fullname in self.modules.being_made
        if opened and opened[-1] == fullname:  # it was waited for
            self.rows.extend(
                (kinds.CACHE_ANSWERED + self.mine.base, now(), *facts, *self.askers.row(frame))
            )
            return
        self._served_once(frame, facts)

    def is_made(self, fullname: str) -> bool:
        """Has the cache the module, whose code is not running?"""
        return sys.modules.get(fullname) is not None and fullname not in self.modules.being_made

    def served(self, fullname: str, frame: "FrameType") -> None:
        """A statement asked for a module that the cache has; thence's own do not count."""
        if self.askers.frame(frame) is frame:
            self._served_once(frame, (fullname, False, False))

    def _served_once(self, frame: "FrameType | None", facts: "tuple[str, bool, bool]") -> None:
        """Tell of it, unless the same place had the same answer before: it may be in a loop."""
        place = None
        if frame is not None:
            place = frame.f_code.co_filename, frame.f_code.co_qualname, frame.f_lasti
        if (place, facts) in self._served:
            return
        self._served.add((place, facts))
        at, mine = now(), self.mine
        self.rows.extend((kinds.CACHE_ANSWERED + mine.base, at, *facts, *self.askers.row(frame)))
        if len(self.rows) >= MOST_WAITING or (not mine.open and self._is_due(at)):
            self.flush()

    def begin_anew(self) -> None:
        """After a fork: nothing was told of this process."""
        super().begin_anew()
        self._served.clear()

    def failed(self, fullname: str, error: BaseException) -> None:
        """The import raised."""
        at, mine = now(), self.mine
        self.left(fullname)
        message = error_text(error)
        number = self._number_of(error, message)
        kind = self.labels.of(type(error))
        self.rows.extend((kinds.FAILED + mine.base, at, fullname, number, kind, message))
        mine.pending = self._swallowing.pending(number, error, message)

    def left(self, fullname: str) -> None:
        """The module's code was left by an error, if it was running."""

    def _number_of(self, error: BaseException, message: str) -> int:
        """The number of the error: that of the last one, if it is the same on its way."""
        pending = self.mine.pending
        if pending is not None:
            if pending.is_it(error, message):
                return pending.number
            if not pending.led_to(error):
                self.settle(self.askers.frame(sys._getframe(3)))
        self._errors += 1
        return self._errors

    def settle(self, frame: "FrameType | None") -> None:
        """Say what became of the last error, now that its thread goes on at a frame."""
        mine: OfThread = self.mine
        pending, mine.pending = mine.pending, None
        # Since 3.12, and before; the interpreter sets it when it shows an error that nobody took.
        last = getattr(sys, "last_exc", getattr(sys, "last_value", None))
        if pending is None or (isinstance(last, BaseException) and pending.ended_by(last)):
            return
        found = pending.taken_at(frame, self._swallowing.handlers)
        if found is not None:
            place, is_certain = found
            facts = pending.number, *place, is_certain
            self.rows.extend((kinds.SWALLOWED + mine.base, now(), *facts))
