"""Rows, as a recorder wrote them, to events."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from . import events, rows
from .places import ErrorFacts, Place, SpecFacts

Row = Sequence[Any]

HEAD = 2  # kind and thread, time


def split(flat: Sequence[Any], sizes: Mapping[int, int]) -> Iterator[Row]:
    """The rows in a flat list; ``sizes`` are those of the Python that wrote it."""
    at = 0
    while at < len(flat):
        size = HEAD + sizes[flat[at] % rows.THREAD]
        yield flat[at : at + size]
        at += size


def decode(recorded: Iterable[Row]) -> Iterator[events.Event]:
    """The events of one process; rows of kinds that a later version added are left out."""
    decoder = Decoder()
    for row in in_order(recorded):
        event = decoder.event(row)
        if event is not None:
            yield event


def in_order(recorded: Iterable[Row]) -> list[Row]:
    """The rows, where those that tell of several steps are one for each, in its place."""
    ordered: list[Row] = []
    finders: dict[int, tuple[str, ...]] = {}
    for row in recorded:
        kind = row[0] % rows.THREAD
        if kind == rows.FINDERS:
            finders[row[2]] = row[3]
        elif kind == rows.SEARCHED:
            put(search(row, finders.get(row[3], ())), ordered)
        elif kind == rows.BYTECODE_USED:
            put(use_of_bytecode(row), ordered)
        elif kind == rows.READING:  # may be told late
            put([row], ordered)
        else:
            ordered.append(row)
    return ordered


def put(steps: Iterable[Row], ordered: list[Row]) -> None:
    """Insert rows among others, where their times belong."""
    for step in steps:
        ordered.insert(place_of(step, ordered), step)


def place_of(step: Row, ordered: Sequence[Row]) -> int:
    """Where among the rows a step belongs; a thread begins with the row that names it."""
    at = len(ordered)
    while at and ordered[at - 1][1] > step[1]:
        if ordered[at - 1][0] % rows.THREAD == rows.THREAD_SEEN:
            break
        at -= 1
    return at


def search(row: Row, finders: Sequence[str]) -> Iterator[Row]:
    """The finders' answers, and the spec chosen.  Finders named in a lost frame are called "".

    None for what the spec shadows: there is none, since a finder raised.
    """
    head, ended_at, fullname, _number, times, shadows, *spec = row
    base = head - rows.SEARCHED
    found = spec[0] is not None
    for number, at in enumerate(times, 1):
        name = finders[number - 1] if number <= len(finders) else ""
        is_last = number == len(times)
        yield base + rows.FINDER_ANSWERED, at, fullname, name, found and is_last
    if shadows is not None:
        yield base + rows.SPEC_CHOSEN, ended_at, fullname, shadows, *spec


def use_of_bytecode(row: Row) -> Iterator[Row]:
    """Reading, unmarshalling, and that the code is there."""
    head, at, fullname, file, began, read = row
    base = head - rows.BYTECODE_USED
    yield base + rows.READING, began, fullname, file
    yield base + rows.UNMARSHALLING, read, fullname, file
    yield base + rows.CODE_READY, at, fullname


class Decoder:
    """Makes events; an error is named once, and known by its number from then on."""

    def __init__(self) -> None:
        self._errors: dict[int, ErrorFacts] = {}

    def event(self, row: Row) -> events.Event | None:
        """The event that a row stands for; None for an unknown kind."""
        head, at, *facts = row
        thread, kind = divmod(head, rows.THREAD)
        if kind == rows.FAILED:
            fullname, number, name, message = facts
            self._errors[number] = ErrorFacts(number, name, message)
            return events.Failed(at, thread, fullname, self._errors[number])
        if kind == rows.SWALLOWED:
            number, *where, is_certain = facts
            unknown = ErrorFacts(number, "", "")
            error = self._errors.get(number, unknown)
            return events.Swallowed(at, thread, error, Place(*where), is_certain)
        make = MADE_BY.get(kind)
        return None if make is None else make(at, thread, *facts)


def requested(at: int, thread: int, fullname: str, *asker: Any) -> events.Requested:
    """A request, with the statement that made it."""
    return events.Requested(at, thread, fullname, place(asker), asker[4])


def cache_answered(
    at: int, thread: int, fullname: str, is_forbidden: bool, is_being_made: bool, *asker: Any
) -> events.CacheAnswered:
    """The cache's answer."""
    facts = is_forbidden, place(asker), is_being_made, asker[4]
    return events.CacheAnswered(at, thread, fullname, *facts)


def spec_chosen(
    at: int, thread: int, fullname: str, shadows: Iterable[str], *spec: Any
) -> events.SpecChosen:
    """The end of a search; a spec without a name is none."""
    facts = None if spec[0] is None else SpecFacts(*spec)
    return events.SpecChosen(at, thread, fullname, facts, tuple(shadows))


def place(asker: tuple[Any, ...]) -> Place | None:
    """A place, from the front of an asker's row; one without a file is none."""
    return None if asker[0] is None else Place(*asker[:4])


MADE_BY: dict[int, Callable[..., events.Event]] = {
    rows.THREAD_SEEN: events.ThreadSeen,
    rows.REQUESTED: requested,
    rows.CACHE_ANSWERED: cache_answered,
    rows.FINDER_ANSWERED: events.FinderAnswered,
    rows.ENTRY_ANSWERED: events.EntryAnswered,
    rows.HOOK_ANSWERED: events.HookAnswered,
    rows.SPEC_CHOSEN: spec_chosen,
    rows.EXECUTING: events.Executing,
    rows.READING: events.Reading,
    rows.UNMARSHALLING: events.Unmarshalling,
    rows.COMPILING: events.Compiling,
    rows.CODE_READY: events.CodeReady,
    rows.BYTECODE_REFUSED: events.BytecodeRefused,
    rows.BYTECODE_WRITTEN: events.BytecodeWritten,
    rows.EXECUTED: events.Executed,
    rows.REQUEST_ENDED: events.RequestEnded,
    rows.LIST_CHANGED: events.ListChanged,
    rows.IMPORT_FUNCTION_CHANGED: events.ImportFunctionChanged,
    rows.ATTRIBUTE_CHANGED: events.AttributeChanged,
    rows.MEMORY_MEASURED: events.MemoryMeasured,
    rows.PROCESS_ENDED: events.ProcessEnded,
    rows.CONTENT_READ: events.ContentRead,
}
