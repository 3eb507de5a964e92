"""Tracebacks as the user knows them: without the frames of the engine."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

SLASH = "\\" if "\\" in __file__ else "/"
FOLDER = f"{SLASH}{__name__.partition('.')[0]}{SLASH}"
# Where the files of thence lie; while it is installed, the engine's go by the other name.
HOMES = (
    "".join(__file__.rpartition(FOLDER)[:2]),
    "<frozen importlib._bootstrap",
)


def cut_engine_frames(error: BaseException) -> BaseException:
    """Take thence's frames out of an exception's traceback, and return the exception.

    An error that the engine itself ran into (and is no ImportError) keeps its last frames,
    since nothing else would say where it happened.
    """
    kept: list[TracebackType] = []
    pending: list[TracebackType] = []  # frames of the engine, not yet followed by another's
    entry = error.__traceback__
    while entry is not None:
        if entry.tb_frame.f_code.co_filename.startswith(HOMES):
            pending.append(entry)
        else:
            pending.clear()
            kept.append(entry)
        entry = entry.tb_next
    if not isinstance(error, ImportError):
        kept += pending
    return error.with_traceback(chained(kept))


def chained(entries: "list[TracebackType]") -> "TracebackType | None":
    """The entries as one traceback, outermost first."""
    following: TracebackType | None = None
    for entry in reversed(entries):
        entry.tb_next = following
        following = entry
    return following
