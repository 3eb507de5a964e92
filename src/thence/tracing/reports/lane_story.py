"""All that is known of a process and one of its threads, in words."""

from collections.abc import Iterator

from ..recording import Process, Thread
from .forest import Lane
from .story import Part, said_of_change, shown_entry
from .words import number_of_things, time_in_words

ENDS = {
    "exit": "it came to its end",
    "exec": "another program took its place (exec)",
    "_exit": "it left by os._exit",
    "stopped": "the recording was stopped",
    None: "it was killed, or was still running",
}


def lane_story(lane: Lane) -> list[Part]:
    """The parts that have something to tell."""
    process = lane.process
    parts = [
        ("command", [" ".join(process.argv)] if process.argv else []),
        ("process", list(about_process(process))),
        ("thread", [about_thread(lane.thread)]),
        ("changed between imports", [said_of_change(each) for each in lane.thread.changes]),
        ("sys.path at its beginning", [shown_entry(entry) for entry in process.sys_path]),
        ("loaded before", [", ".join(process.loaded_before)] if process.loaded_before else []),
    ]
    return [(label, lines) for label, lines in parts if lines]


def about_process(process: Process) -> Iterator[str]:
    """Where it came from, what it was and how it ended."""
    by = "" if process.parent is None else f" by process number {process.parent} of this recording"
    yield f"number {process.number}, {process.how}{by}"
    if process.version:
        yield f"{process.implementation} {process.version}, {process.executable}"
    if process.directory:
        yield f"in {process.directory}"
    lived = time_in_words(process.ended_ns - process.began_ns)
    yield f"{ENDS.get(process.ended, process.ended)}, after {lived}"
    if process.memory_by:
        yield f"memory by {process.memory_by}"
    if process.is_watched:
        yield "all modules were compared at each step (--watch)"


def about_thread(thread: Thread) -> str:
    """What it imported."""
    count = number_of_things(sum(1 for root in thread.roots for _ in root.walk()), "request")
    return f"{thread.name or thread.number}: {count}, {time_in_words(thread.total_ns)} importing"
