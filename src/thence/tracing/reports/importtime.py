"""The text of ``python -X importtime``, which tuna and others read."""

from collections.abc import Iterator

from ..recording import Recording, Thread
from ..tree import Import, Outcome
from .words import printable

HEADING = "import time: self [us] | cumulative | imported package"
MICROSECOND = 1000


def text(recording: Recording) -> str:
    """The lines, thread by thread; a module comes after those that it asked for, further in."""
    lanes = [thread for process in recording.processes for thread in process.threads]
    return "".join(f"{line}\n" for line in [HEADING, *(ln for t in lanes for ln in lines_of(t))])


def lines_of(thread: Thread) -> Iterator[str]:
    """The lines of one thread.

    What the cache served is not listed, as the interpreter does not list it; its time is its
    asker's.
    """
    for root in thread.roots:
        waiting = [(root, 0, False)]
        while waiting:
            node, depth, children_done = waiting.pop()
            if not is_listed(node):
                continue
            if children_done:
                yield line_of(node, depth)
            else:
                waiting.append((node, depth, True))
                waiting += ((child, depth + 1, False) for child in reversed(node.children))


def is_listed(node: Import) -> bool:
    """Does the interpreter list it?  Not what its cache has at once."""
    return node.outcome is not Outcome.CACHED


def line_of(node: Import, depth: int) -> str:
    """One line; its columns are as wide as the interpreter's."""
    unlisted = sum(child.total_ns for child in node.children if not is_listed(child))
    own = round((node.own_ns + unlisted) / MICROSECOND)
    total = round(node.total_ns / MICROSECOND)
    return f"import time: {own:9d} | {total:10d} | {'  ' * depth}{printable(node.fullname)}"
