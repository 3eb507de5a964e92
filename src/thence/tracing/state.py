"""What a recorder knows: rows that wait for being written, threads, and how things were before."""

from time import perf_counter_ns as now

from .._engine.observer import Observer
from .._engine.primitives import thread
from .askers import Askers
from .borders import Lists, Modules
from .rows import THREAD, THREAD_SEEN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .swallowing import Pending

MAIN_THREAD = "MainThread"
NOBODY_ASKED: "tuple[int, list[Any]]" = (0, [])


class OfThread:
    """What a recorder knows of one thread."""

    __slots__ = ("base", "ident", "open", "pending")

    def __init__(self, number: int, ident: int) -> None:
        self.ident = ident  # threading.get_ident()
        # Never given again, unlike the number that the system knows the thread by; as it is
        # added to a row's kind.
        self.base = THREAD * number
        self.open: list[str] = []  # modules whose requests have not ended, outermost first
        self.pending: Pending | None = None  # an error that is on its way out, or taken


class Here(thread._local):
    """Where each thread finds its own."""

    def __init__(self, state: "State") -> None:
        self.mine = state.new_thread()


class State(Observer):
    """What all parts of a recorder stand on.

    ``write`` is handed rows, in their order, by whatever thread comes to it.  ``memory`` returns
    the bytes in use, None: it is not measured.  ``watches``: all modules are compared at each
    border, and not only those that the border is about.
    """

    _is_safe = True

    def __init__(
        self,
        write: "Callable[[list[Any]], None]",
        memory: "Callable[[], int] | None" = None,
        *,
        watches: bool = False,
    ) -> None:
        self._clock = now  # of an object it is found faster than of a class
        # Kind, time and facts of one row, then of the next.  Added by one call for each
        # row, which no other thread comes between.
        self.rows: list[Any] = []
        self.written_at = now()
        self.is_broken = False  # the file could not be written: there is no point in going on
        self._write = write
        self.memory = memory
        self.watches = watches
        # The finders that were named last, and the number that they have in rows.
        self.asked: tuple[int, list[Any]] = NOBODY_ASKED
        # What may shadow others: name, origin, the list in its row that is not filled yet, path.
        self.unshadowed: list[Any] = []
        # The hashes of who asked again, and what the cache answered: a set of numbers is nothing
        # that the garbage collector looks through.
        self.served_before: set[int] = set()
        self.errors = 0  # how many were told of
        # Those whose last error nobody has settled yet: they may end before they import again.
        self.unsettled: set[OfThread] = set()
        self._threads = 0
        self.begin_threads()
        self.askers = Askers()
        self.labels: dict[type, str] = {}  # of classes, as ``label_of`` knows them
        self.hooks: dict[int, tuple[object, str]] = {}  # identity -> path hook and its name
        self.lists = Lists()
        self.modules = Modules()

    def before_writing(self) -> None:
        """The last moment to complete rows."""

    def put_aside(self, error: BaseException) -> None:
        """Something went wrong, and the import goes on; whoever records sets another one."""
        raise error

    def begin_anew(self) -> None:
        """After a fork: what waits is the parent's to write, and its other threads are gone."""
        self.rows.clear()
        self.asked = NOBODY_ASKED
        self.unshadowed.clear()
        self.served_before.clear()
        self.unsettled.clear()
        self.begin_threads()

    def begin_threads(self) -> None:
        """At the beginning, and after a fork: only this thread is there."""
        self._writing = thread.allocate_lock()
        self.here = Here(self)

    def new_thread(self) -> OfThread:
        """What there is to know of the thread that asks, which is told of."""
        self._threads += 1
        number = self._threads
        ident = thread.get_ident()
        kind = THREAD_SEEN + THREAD * number
        self.rows.extend((kind, now(), name_of(ident), ident))
        return OfThread(number, ident)

    def flush(self, patience: float = 0) -> None:
        """Write what waits, unless another is at it for so many seconds.  Raises OSError."""
        if not self._writing.acquire(timeout=patience):
            return
        try:
            self.asked = NOBODY_ASKED  # each frame says itself what it means
            # By number: other threads add to the same list meanwhile.
            waiting = self.rows[: len(self.rows)]
            del self.rows[: len(waiting)]
            # Now: what completes a row is known before the row is added.
            self.before_writing()
            # Nobody else holds the times in it now, so that marshal does not look for a second
            # mention of each.
            if waiting:
                self._write(waiting)
            self.written_at = now()
        except OSError:
            self.is_broken = True
            raise
        finally:
            self._writing.release()


def name_of(ident: int) -> str:
    """The name that ``threading`` knows a thread by; "" where it does not."""
    import sys

    known = getattr(sys.modules.get("threading"), "_active", {})
    name = getattr(known.get(ident), "_name", "")
    if name == "" and ident == getattr(thread, "_get_main_thread_ident", thread.get_ident)():
        return MAIN_THREAD
    return name if type(name) is str else ""
