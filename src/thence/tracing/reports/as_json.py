"""A recording as a JSON document: docs/schemas/recording.schema.json."""

import dataclasses
from typing import Any

from ..recording import Process, Recording
from ..tree import Import
from .forest import lanes_of, rows_below

FORMAT = 1  # goes up when a reader of the old form would go wrong

# Of an import, what the document says by other means.
ELSEWHERE = ("process", "thread", "parent", "children")


def document(recording: Recording) -> dict[str, Any]:
    """The document, as plain values; imports are a list in which they name their askers."""
    return {
        "format": FORMAT,
        "damage": list(recording.damage),
        "processes": [process_of(each) for each in recording.processes],
        "threads": [thread_of(recording, number) for number in range(len(lanes_of(recording)))],
    }


def process_of(process: Process) -> dict[str, Any]:
    """What is known of a process."""
    plain = {
        each.name: getattr(process, each.name)
        for each in dataclasses.fields(process)
        if each.name != "threads"
    }
    return {name: as_list(value) for name, value in plain.items()} | {
        "total_ns": process.total_ns,
        "modules": sorted(process.modules),
        "changes_between_imports": [
            changes
            for thread in process.threads
            for changes in map(dataclasses.asdict, thread.changes)
        ],
    }


def as_list(value: object) -> object:
    """JSON knows lists alone."""
    return list(value) if isinstance(value, tuple) else value


def thread_of(recording: Recording, number: int) -> dict[str, Any]:
    """A thread and its imports, each after the one that it was made in."""
    lane = lanes_of(recording)[number]
    imports: list[dict[str, Any]] = []
    for root in lane.thread.roots:
        rows = rows_below(root, number, len(imports))
        imports.extend(import_of(row.node, row.parent) for row in rows)
    return {
        "process": lane.process.number,
        "number": lane.thread.number,
        "name": lane.thread.name,
        "ident": lane.thread.ident,
        "total_ns": lane.thread.total_ns,
        "imports": imports,
    }


def import_of(node: Import, parent: int) -> dict[str, Any]:
    """One import; ``parent`` is the place of its asker in the thread's list, or null."""
    facts = {
        each.name: plain(getattr(node, each.name))
        for each in dataclasses.fields(node)
        if each.name not in ELSEWHERE
    }
    return facts | {
        "parent": None if parent < 0 else parent,
        "total_ns": node.total_ns,
        "own_ns": node.own_ns,
    }


def plain(value: object) -> object:
    """A fact as JSON can hold it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: plain(each) for name, each in dataclasses.asdict(value).items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value
