"""How much memory the process has in use."""

from .._engine import paths
from .._engine.primitives import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

RSS = "rss"
TRACEMALLOC = "tracemalloc"
WAYS = (RSS, TRACEMALLOC)
STATUS = "/proc/self/statm"


def measure(way: str) -> "Callable[[], int]":
    """A function that returns the bytes in use, by one of the ``WAYS``.

    ``rss`` is what the system has in memory for the process, in whole pages; ``tracemalloc``
    what Python's allocators handed out, to the byte, and slows the program down.
    """
    return allocated_by_python() if way == TRACEMALLOC else resident


def resident() -> int:
    """The resident set, in bytes; 0 where the system does not tell."""
    try:
        pages = paths.read_file(STATUS).split()[1]
    except OSError:
        return 0
    return int(pages) * PAGE_SIZE


def allocated_by_python() -> "Callable[[], int]":
    """Begin to count allocations, and return what tells their sum."""
    import sys

    was_there = "_tracemalloc" in sys.modules
    import _tracemalloc

    if not was_there:  # the program has not asked for it
        del sys.modules["_tracemalloc"]
    if not _tracemalloc.is_tracing():
        _tracemalloc.start()
    traced = _tracemalloc.get_traced_memory
    return lambda: traced()[0]


PAGE_SIZE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
