"""The part of a recorder that hears of requests, and of errors that end them."""

import sys
from time import perf_counter_ns as now

from .._engine.primitives import thread
from .borders import Modules
from .buffer import Buffer, put_aside_if_it_raises
from .describing import error_text
from .rows import CACHE_ANSWERED, FAILED, MEMORY_MEASURED, REQUEST_ENDED, REQUESTED, SWALLOWED
from .swallowing import Swallowing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, ModuleType
    from typing import Any

    from .buffer import OfThread

# How many facts may wait for being written while imports go on, and when none does any more.
MOST_WAITING = 2000
MOST_AT_REST = 400
LONGEST_REST_NS = 20_000_000


class Requests(Buffer):
    """Hears of requests; ``memory`` returns the bytes in use, None: it is not measured."""

    memory: "Callable[[], int] | None" = None
    modules: Modules

    def __init__(self, write: "Callable[..., None]") -> None:
        # Those whose last error nobody has settled yet: they may end before they import again.
        self._unsettled: set[OfThread] = set()
        super().__init__(write)
        self._errors = 0
        # The hashes of who asked again, and what the cache answered: a set of numbers is nothing
        # that the garbage collector looks through.
        self._served: set[int] = set()
        self._swallowing = Swallowing(self.askers)

    def requested(self, fullname: str) -> None:
        """A request begins."""
        at = now()
        try:
            mine = self.here.mine
            frame = self.askers.frame(sys._getframe(2))  # whoever calls is the engine
            if mine.pending is not None:
                self.settle(frame)
            mine.open.append(fullname)
            row = REQUESTED + mine.base, at, fullname
            self.rows.extend(row + self.askers.row(frame))
            if self.memory is not None:
                self.rows.extend((MEMORY_MEASURED + mine.base, now(), self.memory()))
        except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
            self.put_aside(error)

    def request_ended(self, fullname: str) -> None:
        """A request is over: a moment to write."""
        waiting = self.rows
        try:
            mine = self.here.mine
            if self.memory is not None:
                waiting.extend((MEMORY_MEASURED + mine.base, now(), self.memory()))
            at, opened = now(), mine.open
            waiting.extend((REQUEST_ENDED + mine.base, at, fullname))
            if opened:
                opened.pop()
            if len(waiting) >= MOST_WAITING or (not opened and self._is_due(at)):
                self.flush()
        except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
            self.put_aside(error)

    def _is_due(self, at: int) -> bool:
        """Nothing is imported any more, perhaps for long: what waits could be lost."""
        return len(self.rows) >= MOST_AT_REST or at - self.written_at > LONGEST_REST_NS

    @put_aside_if_it_raises
    def cache_hit(self, fullname: str, module: "ModuleType | None") -> None:
        """The cache answered."""
        frame, mine = self.askers.frame(sys._getframe(2)), self.here.mine
        facts = fullname, module is None, fullname in self.modules.being_made
        if mine.open and mine.open[-1] == fullname:  # it was waited for
            row = CACHE_ANSWERED + mine.base, now(), *facts, *self.askers.row(frame)
            self.rows.extend(row)
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
        place: tuple[Any, ...] = facts
        if frame is not None:
            code = frame.f_code
            place = code.co_filename, code.co_qualname, frame.f_lasti, facts
        known = hash(place)
        if known in self._served:
            return
        self._served.add(known)
        at, mine = now(), self.here.mine
        self.rows.extend((CACHE_ANSWERED + mine.base, at, *facts, *self.askers.row(frame)))
        if len(self.rows) >= MOST_WAITING or (not mine.open and self._is_due(at)):
            self.flush()

    def begin_anew(self) -> None:
        """After a fork: nothing was told of this process."""
        self._unsettled.clear()
        super().begin_anew()
        self._served.clear()

    @put_aside_if_it_raises
    def failed(self, fullname: str, error: BaseException) -> None:
        """The import raised."""
        at, mine = now(), self.here.mine
        self.left(fullname)
        message = error_text(error)
        number = self._number_of(error, message)
        kind = self.labels.of(type(error))
        self.rows.extend((FAILED + mine.base, at, fullname, number, kind, message))
        mine.pending = self._swallowing.pending(number, error, message)
        self._unsettled.add(mine)

    def left(self, fullname: str) -> None:
        """The module's code was left by an error, if it was running."""

    def _number_of(self, error: BaseException, message: str) -> int:
        """The number of the error: that of the last one, if it is the same on its way."""
        pending = self.here.mine.pending
        if pending is not None:
            if pending.is_it(error, message):
                return pending.number
            if not pending.led_to(error):
                self.settle(self.askers.frame(sys._getframe(1)))
        self._errors += 1
        return self._errors

    def new_thread(self) -> "OfThread":
        """Another thread: some may have ended, which nobody tells of."""
        if self._unsettled:
            running = sys._current_frames()
            running.pop(thread.get_ident())  # the number of one that has ended may come again
            for each in list(self._unsettled):
                if each.ident not in running:
                    self.settle_of(each, None)
        return super().new_thread()

    def settle_all(self) -> None:
        """Say what became of the last error of each thread: nobody will be told of more."""
        running = sys._current_frames()
        for each in list(self._unsettled):
            self.settle_of(each, running.get(each.ident))

    def settle(self, frame: "FrameType | None") -> None:
        """Say what became of the last error, now that its thread goes on at a frame."""
        self.settle_of(self.here.mine, frame)

    def settle_of(self, mine: "OfThread", frame: "FrameType | None") -> None:
        """Say what became of a thread's last error; ``frame`` None: the thread has ended."""
        self._unsettled.discard(mine)
        pending, mine.pending = mine.pending, None
        # Since 3.12, and before; the interpreter sets it when it shows an error that nobody took.
        last = getattr(sys, "last_exc", getattr(sys, "last_value", None))
        if pending is None or (isinstance(last, BaseException) and pending.ended_by(last)):
            return
        found = pending.taken_at(frame, self._swallowing.handlers)
        if found is not None:
            place, is_certain = found
            facts = pending.number, *place, is_certain
            self.rows.extend((SWALLOWED + mine.base, now(), *facts))
