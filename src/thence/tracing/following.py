"""How a process that a launcher starts is recorded: called by ``launching``'s hooks."""

from ..process import process_system
from .ends import Ends
from .recorder import Recorder
from .streams import STARTED, Stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypedDict

    class Settings(TypedDict):
        """What each recording says of itself."""

        memory_by: str | None
        is_watched: bool
        has_cached: bool


WATCH = "watch"
CACHED = "cached"
SEPARATOR = ","


def settings(
    memory_by: str | None = None, *, is_watched: bool = False, has_cached: bool = False
) -> "Settings":
    """What is to be recorded besides what always is.

    ``memory_by`` is one of ``memory.WAYS``, or None; ``is_watched``: all modules are compared at
    each border; ``has_cached``: statements that the module cache serves are known.
    """
    return {"memory_by": memory_by, "is_watched": is_watched, "has_cached": has_cached}


def settings_in(word: str) -> "Settings":
    """The settings that a word stands for.

    >>> settings_in("rss,watch")["memory_by"]
    'rss'
    """
    said = word.split(SEPARATOR) if word else []
    ways = [each for each in said if each not in (WATCH, CACHED)]
    memory_by = ways[0] if ways else None
    return settings(memory_by, is_watched=WATCH in said, has_cached=CACHED in said)


def hook_argument(path: str, settings: "Settings") -> str:
    """The word by which a hook is told what to record, and where.

    >>> hook_argument("/tmp/a=b.rec", settings("rss", is_watched=True))
    'rss,watch=/tmp/a=b.rec'
    """
    words = [settings["memory_by"]] if settings["memory_by"] else []
    words += [WATCH] if settings["is_watched"] else []
    words += [CACHED] if settings["has_cached"] else []
    return f"{SEPARATOR.join(words)}={path}"


def begin(argument: str) -> None:
    """Record this process from now on.  Raises OSError when the file is not there."""
    word, _, path = argument.partition("=")
    record(path, settings_in(word), STARTED)


def record(path: str, settings: "Settings", how: str) -> tuple[Recorder, Ends]:
    """Record this process, by a listener of its own system.  Raises OSError."""
    stream = Stream(path, {**settings})
    memory = measured_by(settings["memory_by"])
    recorder = Recorder(stream.write, memory, watches=settings["is_watched"])
    stream.begin(how)
    ends = Ends(recorder, stream)
    ends.watch()
    if settings["has_cached"]:
        ends.know_cached()
    process_system.attend(recorder)
    return recorder, ends


def measured_by(memory: str | None) -> "Callable[[], int] | None":
    """What tells the memory in use; None where it is not asked for."""
    if memory is None:
        return None
    from .memory import measure

    return measure(memory)
