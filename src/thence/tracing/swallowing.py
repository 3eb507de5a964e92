"""An error that an import raised: who may take it, and who did.

When it is raised, the frames above are read for handlers that take such an error.  By the next
event of the thread some of these frames are still there, and some are gone: that settles it.
"""

import sys

from .askers import Askers
from .describing import error_text
from .handlers import candidates, handler

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

    # file, line of the except, function, __name__
    PlaceRow = tuple[str, int, str, str | None]
    # A handler that may take an error: in which frame, counted outwards; where; whether it is an
    # ``except`` that takes such errors (False: a ``with`` that may); and the handler around the
    # place in the frame where the error comes through.
    Candidate = tuple[int, PlaceRow, bool, int | None]

# The engine's own handler: ``from package import name`` where name is no submodule.
FROM_LIST_HANDLER = "import_if_there"
# Functions that show an error which ended a thread or a callback (nobody took it), by module.
# An error of a task comes no further than the task, and is raised where somebody waits for that.
OUTERMOST = {"threading": "_bootstrap_inner", "asyncio.events": "_run"}


class Pending:
    """An error on its way out, or taken already: the next event of its thread will tell.

    Neither the error nor its frames are held: that would keep what they refer to alive.
    """

    __slots__ = ("candidates", "frames", "identity", "kind", "message", "number")

    def __init__(self, number: int, error: BaseException, message: str) -> None:
        self.number = number
        self.identity = id(error)
        self.kind = type(error)
        self.message = message
        # The identities of the frames that it passes, innermost first.
        self.frames: list[int] = []
        self.candidates: list[Candidate] = []

    def is_it(self, error: BaseException, message: str) -> bool:
        """Is this the same error, seen by the import around the one that it left?"""
        return id(error) == self.identity and message == self.message and type(error) is self.kind

    def led_to(self, error: BaseException) -> bool:
        """Was the other error raised because of this one, or while it was handled?"""
        seen: set[int] = set()
        waiting: list[BaseException | None] = [error.__context__, error.__cause__]
        while waiting:
            each = waiting.pop()
            if each is None or id(each) in seen:
                continue
            if id(each) == self.identity and type(each) is self.kind:
                return True
            seen.add(id(each))
            waiting += [each.__context__, each.__cause__]
        return False

    def ended_by(self, last: BaseException) -> bool:
        """Is this the error, or one that it led to, that the interpreter has shown?"""
        return self.is_it(last, error_text(last)) or self.led_to(last)

    def read_frames(self, frame: "FrameType | None", askers: Askers) -> None:
        """Read the frames that the error passes until the next import around it."""
        while frame is not None and not askers.passes(frame):
            if is_outermost(frame):
                return
            depth = len(self.frames)
            for line, is_sure in candidates(frame, self.kind, askers.opcodes):
                place = place_row(frame, line)
                self.candidates.append((depth, place, is_sure, handler(frame)))
            self.frames.append(id(frame))
            frame = frame.f_back

    def taken_at(self, frame: "FrameType | None") -> "tuple[PlaceRow, bool] | None":
        """Who took the error, and whether that is certain; None: nobody that is known.

        ``frame`` is one that runs now: what is still running cannot have been left by it.  None:
        nothing runs any more.
        """
        goes_on = frame is not None  # else the error may have ended what ran
        passed = {identity: depth for depth, identity in enumerate(self.frames)}
        while frame is not None and id(frame) not in passed:
            frame = frame.f_back
        last = len(passed) if frame is None else passed[id(frame)]
        found = [each for each in self.candidates if each[0] <= last]
        if not found:
            return None
        taker = next((each for each in found if each[2]), found[0])
        depth, place, is_sure, around = taker
        is_running = frame is not None and depth == last
        if taker is not found[0] and is_running and handler(frame) == around:
            # What it guards goes on: the error never came so far.
            _, place, is_sure, _ = taker = found[0]
        is_alone = len(found) == 1 and goes_on
        return place, is_alone or (taker is found[0] and is_sure)


def pending_error(askers: Askers, number: int, error: BaseException, message: str) -> Pending:
    """An error that leaves an import now; the recorder's own frame is the innermost."""
    found = Pending(number, error, message)
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and askers.passes(frame):
        if frame.f_code.co_name == FROM_LIST_HANDLER:
            asker = askers.frame(frame)
            if asker is not None and isinstance(error, ModuleNotFoundError):
                place = place_row(asker, asker.f_lineno or 0)
                found.candidates.append((0, place, True, None))
                return found
        frame = frame.f_back
    found.read_frames(frame, askers)
    return found


def is_outermost(frame: "FrameType") -> bool:
    """Does no error come further than this frame?"""
    module = frame.f_globals.get("__name__")
    return type(module) is str and OUTERMOST.get(module) == frame.f_code.co_name


def place_row(frame: "FrameType", line: int) -> "PlaceRow":
    """A line of a frame."""
    code = frame.f_code
    name = frame.f_globals.get("__name__")
    return code.co_filename, line, code.co_qualname, name if type(name) is str else None
