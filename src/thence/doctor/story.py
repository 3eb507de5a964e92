"""The full story of an import that failed for a reason no rule knows."""

from .evidence import Evidence, Failure, Frame, Looked, Thread, is_library
from .questions import not_found, place

MOST = 12  # lines for each part
LINES = 4  # of a thread
IN_WORDS = {
    "directory": "nothing of that name",
    "archive": "nothing of that name",
    "source": "what it holds is its finder's to say",
    "untaken": "a URL, which no path hook takes",
}


def story_of(evidence: Evidence) -> list[str]:
    """Who asked for what, what was tried, and what failed on the way; no cause is made up."""
    return [
        *who_asked(evidence),
        *where_it_was_looked_for(evidence),
        *what_was_swallowed(evidence),
        *what_threads_do(evidence),
    ]


def waiting(thread: Thread) -> str:
    """What a thread waits for, if it stands in an import."""
    return f", waiting for {thread.waits_for}" if thread.waits_for else ""


def what_threads_do(evidence: Evidence) -> list[str]:
    """The innermost lines of each thread of a program that hangs."""
    return [
        f"thread {number}{waiting(each)}: {place(frame)}"
        for number, each in enumerate(evidence.threads, 1)
        for frame in each.frames[:LINES]
    ]


def who_asked(evidence: Evidence) -> list[str]:
    """The chain of imports, outermost first."""
    steps = [frame for frame in evidence.error.frames if is_a_step(frame)]
    lines = [f"imported at {place(frame)}" for frame in steps[:-1]]
    lines += [f"failed at {place(frame)}" for frame in steps[-1:]]
    return lines[-MOST:]


def is_a_step(frame: Frame) -> bool:
    """Is it a line of somebody's code?"""
    return bool(frame.file) and not frame.file.startswith("<frozen")


def where_it_was_looked_for(evidence: Evidence) -> list[str]:
    """Each entry of the path, and what lay there."""
    return [
        f"looked for {name!r} in {row.place}: {what_lay_there(row)}"
        for _, name in not_found(evidence)
        for row in evidence.lookups.get(name, ())[:MOST]
    ]


def what_lay_there(row: Looked) -> str:
    """One entry, in words."""
    if row.things:
        return ", ".join(f"{thing.file} ({thing.note or thing.kind})" for thing in row.things)
    return IN_WORDS.get(row.kind, row.kind)


def is_worth_telling(row: Failure) -> bool:
    """Did the program itself meet it?  The library tries what other systems have all the time."""
    return not row.loaded and not row.at_start and not is_library(row.asker.owner)


def what_was_swallowed(evidence: Evidence) -> list[str]:
    """Imports that failed earlier and were caught."""
    return [
        f"earlier, and caught: import of {row.name!r} at {row.asker.file}:{row.asker.line} raised "
        f"{row.type}: {row.message.partition(chr(10))[0]}"
        for row in evidence.failures
        if is_worth_telling(row) and row.message != evidence.error.message
    ][-MOST:]
