"""How a process that a launcher starts is recorded: called by ``launching``'s hooks."""

from ..process import process_system
from .ends import Ends
from .recorder import Recorder
from .streams import STARTED, Stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

WATCH = "watch"
SEPARATOR = ","


def hook_argument(path: str, memory: str | None, *, watches: bool) -> str:
    """The word by which a hook is told what to record, and where.

    >>> hook_argument("/tmp/a=b.rec", "rss", watches=True)
    'rss,watch=/tmp/a=b.rec'
    """
    words = [*([memory] if memory else []), *([WATCH] if watches else [])]
    return f"{SEPARATOR.join(words)}={path}"


def settings(argument: str) -> tuple[str, str | None, bool]:
    """The path, the way to measure memory, and whether to watch.

    >>> settings("rss,watch=/tmp/a=b.rec")
    ('/tmp/a=b.rec', 'rss', True)
    >>> settings("=x.rec")
    ('x.rec', None, False)
    """
    words, _, path = argument.partition("=")
    said = words.split(SEPARATOR) if words else []
    ways = [word for word in said if word != WATCH]
    return path, (ways[0] if ways else None), WATCH in said


def begin(argument: str) -> None:
    """Record this process from now on.  Raises OSError when the file is not there."""
    path, memory, watches = settings(argument)
    record(path, memory, watches=watches, how=STARTED)


def record(path: str, memory: str | None, *, watches: bool, how: str) -> tuple[Recorder, Ends]:
    """Record this process, by a listener of its own system.  Raises OSError."""
    stream = Stream(path, {"memory_by": memory, "is_watched": watches})
    recorder = Recorder(stream.write, measured_by(memory), watches=watches)
    stream.begin(how)
    ends = Ends(recorder, stream)
    ends.watch()
    process_system.attend(recorder)
    return recorder, ends


def measured_by(memory: str | None) -> "Callable[[], int] | None":
    """What tells the memory in use; None where it is not asked for."""
    if memory is None:
        return None
    from .memory import measure

    return measure(memory)
