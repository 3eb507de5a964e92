"""The full story of an import that failed for a reason no rule knows."""

from ..explaining.explanation import Owner
from .evidence import Evidence, Failure, Frame, Looked, Thread, is_library
from .named_on_command_line import IMPORTERS
from .questions import missed_names, not_found, owner_in_words, place

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
        *what_never_ran(evidence),
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
    """The chain of imports, outermost first, and where the innermost one failed."""
    frames = [each for each in evidence.error.frames if is_a_step(each)]
    starts = [number for number, each in enumerate(frames) if each.is_module_code and number]
    lines = [f"imported at {place(frames[number - 1])}" for number in starts]
    rest = frames[starts[-1] if starts else 0 :]
    # What lies between is a matter of functions that call each other.
    lines += [f"called at {place(each)}" for each in rest[:-1][:1]]
    lines += [f"failed at {place(each)}" for each in rest[-1:]]
    return lines[-MOST:]


def is_a_step(frame: Frame) -> bool:
    """Is it a line of somebody's code, and none of what imports and executes for others?"""
    by_library = frame.file.endswith(IMPORTERS) and is_library(frame.owner)
    return bool(frame.file) and not frame.file.startswith("<frozen") and not by_library


def where_it_was_looked_for(evidence: Evidence) -> list[str]:
    """Each entry of the path, and what lay there."""
    return [
        f"looked for {name!r} in {row.place}: {what_lay_there(row)}"
        for _, name in not_found(evidence)
        for row in evidence.lookups.get(name, ())[:MOST]
    ]


def what_never_ran(evidence: Evidence) -> list[str]:
    """A module whose own code did not begin: where it lies, or who else was asked for it."""
    failed = {row.name for row in evidence.failures if row.message == evidence.error.message}
    ran = {each.module for each in evidence.error.frames if each.is_module_code}
    if not failed or failed & ran:
        return []
    absent = {name for _, name in not_found(evidence)}
    rows = [(name, row) for name in failed - absent for row in evidence.lookups.get(name, ())]
    found = [(name, *each) for name, row in rows for each in row.modules[:1]]
    own = [
        each
        for each in evidence.meta_path
        if not found and each.file and not is_library(each.owner)
    ]
    return [
        *[f"{name} is {thing.file}{by(owner)}" for name, thing, owner in found[:MOST]],
        *[f"on sys.meta_path: {each.finder} of {each.file}{by(each.owner)}" for each in own],
    ]


def by(owner: Owner | None) -> str:
    """Whose it is, if it is somebody's."""
    return f" ({owner_in_words(owner)})" if owner else ""


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
    # Of what ``from a import b`` misses, a submodule was looked for, too.
    asked = {f"{missed.module}.{missed.name}" for missed in missed_names(evidence)}
    return [
        f"earlier, and caught: import of {row.name!r} at {row.asker.file}:{row.asker.line} raised "
        f"{row.type}: {row.message.partition(chr(10))[0]}"
        for row in evidence.failures
        if is_worth_telling(row) and row.message != evidence.error.message
        if row.name not in asked
    ][-MOST:]
