"""The moment until which a program may run, the same for all of its processes."""

from .._engine.primitives import io, os, thread
from .leaving import built_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# Children speak before the program, which waits for them: by a part of its time, and at most
# by so many seconds.
PART = 4
MOST_SECONDS = 3.0
KILLED = 9


class Deadline:
    """``options`` are the command's: ``timeout`` (seconds), when it began, and in which process.

    The command's process is the program's: it was replaced by it.
    """

    def __init__(self, options: "dict[str, Any]") -> None:
        self.seconds: float | None = options.get("timeout")
        self._began: float = options.get("began", 0.0)
        self._process: int = options.get("process", 0)
        self._monotonic = built_in("time").monotonic

    @property
    def is_of_child(self) -> bool:
        """Is this a process that the program has started?"""
        return bool(self._process) and os.getpid() != self._process

    def watch(self, act: "Callable[[], None]") -> None:
        """Call a function in a thread of its own, when it is time; nobody waits for it."""
        if self.seconds is None:
            return
        pause = thread.allocate_lock()
        pause.acquire()
        left = max(0.0, self._at() - self._monotonic())

        def wait() -> None:
            pause.acquire(True, left)
            act()

        thread.start_new_thread(wait, ())

    def _at(self) -> float:
        seconds = self.seconds or 0.0
        earlier = min(MOST_SECONDS, seconds / PART) if self.is_of_child else 0.0
        return self._began + seconds - earlier

    def end_family(self, mark: str) -> None:
        """Kill the processes below this one whose command line has a mark: they hang, too."""
        for process in descendants(os.getpid()):
            if mark.encode() in read(f"/proc/{process}/cmdline"):
                kill(process)


def descendants(process: int) -> "list[int]":
    """The processes below one; empty where the system has no ``/proc``."""
    found: list[int] = []
    for one in threads_of(process):
        for child in read(f"/proc/{process}/task/{one}/children").split():
            found += [int(child), *descendants(int(child))]
    return found


def threads_of(process: int) -> "list[str]":
    """The system's numbers of the threads of a process."""
    try:
        return list(os.listdir(f"/proc/{process}/task"))
    except OSError:
        return []


def read(file: str) -> bytes:
    """What a file says; empty when it is gone."""
    try:
        with io.open(file, "rb") as stream:
            return bytes(stream.read())
    except OSError:
        return b""


def kill(process: int) -> None:
    """End a process, if it is still there."""
    try:
        os.kill(process, KILLED)
    except OSError:
        return
