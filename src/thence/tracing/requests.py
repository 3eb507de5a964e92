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
        self._swallowing = Swallowing(self.askers)

    def requested(self, fullname: str) -> None:
        """A request begins."""
        at, mine = now(), self.mine
        frame = self.askers.frame(sys._getframe(2))
        if mine.pending is not None:
            self.settle(frame)
        mine.depth += 1
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
        mine.depth -= 1
        if len(waiting) >= MOST_WAITING or (mine.depth <= 0 and self._is_due(at)):
            self.flush()

    def _is_due(self, at: int) -> bool:
        """Nothing is imported any more, perhaps for long: what waits could be lost."""
        return len(self.rows) >= MOST_AT_REST or at - self.written_at > LONGEST_REST_NS

    def cache_hit(self, fullname: str, module: "ModuleType | None") -> None:
        """The cache answered."""
        asker = self.askers.row(self.askers.frame(sys._getframe(2)))
        is_forbidden, is_being_made = module is None, fullname in self.modules.being_made
        facts = fullname, is_forbidden, is_being_made, *asker
        self.rows.extend((kinds.CACHE_ANSWERED + self.mine.base, now(), *facts))

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
        if pending is None:
            return
        found = pending.taken_at(frame, self._swallowing.handlers)
        if found is not None:
            place, is_certain = found
            facts = pending.number, *place, is_certain
            self.rows.extend((kinds.SWALLOWED + mine.base, now(), *facts))
