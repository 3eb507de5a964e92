"""How a process that a launcher starts is recorded: called by ``launching``'s hooks."""

from ..process import process_system
from .ends import Ends
from .recorder import Recorder
from .streams import STARTED, Stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

WATCH = "watch"
CACHED = "cached"
SEPARATOR = ","


class Wishes:
    """What is to be recorded besides what always is.

    ``memory`` is one of ``memory.WAYS``, or None; ``watches``: all modules are compared at each
    border; ``has_cached``: statements that the module cache serves are known.
    """

    __slots__ = ("has_cached", "memory", "watches")

    def __init__(
        self, memory: str | None = None, *, watches: bool = False, has_cached: bool = False
    ) -> None:
        self.memory = memory
        self.watches = watches
        self.has_cached = has_cached

    @classmethod
    def from_word(cls, word: str) -> "Wishes":
        """The wishes that a word stands for.

        >>> Wishes.from_word("rss,watch").memory
        'rss'
        """
        said = word.split(SEPARATOR) if word else []
        ways = [each for each in said if each not in (WATCH, CACHED)]
        return cls(ways[0] if ways else None, watches=WATCH in said, has_cached=CACHED in said)

    def word(self) -> str:
        """One word for all.

        >>> Wishes("rss", watches=True).word()
        'rss,watch'
        """
        flags = {WATCH: self.watches, CACHED: self.has_cached}
        words = [*([self.memory] if self.memory else []), *(each for each in flags if flags[each])]
        return SEPARATOR.join(words)


def hook_argument(path: str, wishes: Wishes) -> str:
    """The word by which a hook is told what to record, and where.

    >>> hook_argument("/tmp/a=b.rec", Wishes("rss", watches=True))
    'rss,watch=/tmp/a=b.rec'
    """
    return f"{wishes.word()}={path}"


def begin(argument: str) -> None:
    """Record this process from now on.  Raises OSError when the file is not there."""
    word, _, path = argument.partition("=")
    record(path, Wishes.from_word(word), STARTED)


def record(path: str, wishes: Wishes, how: str) -> tuple[Recorder, Ends]:
    """Record this process, by a listener of its own system.  Raises OSError."""
    settings = {"memory_by": wishes.memory, "is_watched": wishes.watches}
    stream = Stream(path, {**settings, "has_cached": wishes.has_cached})
    recorder = Recorder(stream.write, measured_by(wishes.memory), watches=wishes.watches)
    stream.begin(how)
    ends = Ends(recorder, stream)
    ends.watch()
    if wishes.has_cached:
        ends.know_cached()
    process_system.attend(recorder)
    return recorder, ends


def measured_by(memory: str | None) -> "Callable[[], int] | None":
    """What tells the memory in use; None where it is not asked for."""
    if memory is None:
        return None
    from .memory import measure

    return measure(memory)
