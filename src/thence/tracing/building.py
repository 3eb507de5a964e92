"""From events to a process with its threads and trees."""

from collections.abc import Iterable

from . import events
from .recording import Process, Thread
from .thread_building import CHANGES, ThreadBuilder


def build(process: Process, happened: Iterable[events.Event]) -> Process:
    """Fill a process with what its events tell, and return it.

    Events come in the order in which they were written; each thread's own are in order of time.
    """
    builders: dict[int, ThreadBuilder] = {}
    last_ns = process.began_ns
    for event in happened:
        last_ns = max(last_ns, event.at_ns)
        if isinstance(event, events.ProcessEnded):
            process.ended = event.how
            continue
        builder = builders.get(event.thread)
        if builder is None:
            builder = builders[event.thread] = begin_thread(process, event)
        if isinstance(event, CHANGES):
            others = (each for each in builders.values() if each is not builder)
            builder.take_change(event, is_alone=not any(each.is_executing for each in others))
        else:
            builder.take(event)
    process.ended_ns = last_ns
    for builder in builders.values():
        builder.finish(last_ns)
    return process


def begin_thread(process: Process, event: events.Event) -> ThreadBuilder:
    """A builder for the thread of an event, the first of it."""
    name, ident = ("", 0)
    if isinstance(event, events.ThreadSeen):
        name, ident = event.name, event.ident
    thread = Thread(event.thread, name, ident)
    process.threads.append(thread)
    return ThreadBuilder(thread, process.number)
