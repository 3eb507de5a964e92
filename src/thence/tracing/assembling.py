"""From the frames of a file to a recording."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .building import build
from .decoding import decode, split
from .reading import Frame
from .recording import Process, Recording
from .streams import STARTED
from .writing import PROCESS, ROWS

Key = tuple[int, int]


def assemble(frames: Iterable[Frame | str], path: Path | None = None) -> Recording:
    """The recording that a file's frames make."""
    damage: list[str] = []
    beginnings: dict[Key, dict[str, Any]] = {}
    rows: dict[Key, list[Any]] = {}
    for frame in frames:
        if isinstance(frame, str):
            damage.append(frame)
        elif frame.kind == PROCESS:
            beginnings[frame.stream] = frame.data
        elif frame.kind == ROWS:
            rows.setdefault(frame.stream, []).extend(frame.data)
    damage += [
        f"the beginning of process {pid} is lost, and so is what it imported"
        for pid, began in rows
        if (pid, began) not in beginnings
    ]
    processes = begin_processes(beginnings)
    built = []
    for key, process in processes.items():
        written = split(rows.get(key, ()), beginnings[key]["sizes"])
        built.append(build(process, decode(written)))
    tell_replaced(built)
    return Recording(built, damage, path)


def tell_replaced(processes: list[Process]) -> None:
    """Say of processes that became another program that they did, where nobody saw it."""
    last: dict[int, Process] = {}
    for process in processes:
        before = last.get(process.pid)
        if before is not None and before.ended is None and process.how == STARTED:
            before.ended = "exec"
        last[process.pid] = process


def begin_processes(beginnings: dict[Key, dict[str, Any]]) -> dict[Key, Process]:
    """The processes of a recording, in the order of their beginning; they are still empty."""
    made: dict[Key, Process] = {}
    for key in sorted(beginnings, key=lambda key: key[1]):
        facts = beginnings[key]
        parent = parent_of(facts, made)
        made[key] = begin_process(len(made), key, facts, None if parent is None else parent.number)
    return made


def parent_of(facts: dict[str, Any], made: dict[Key, Process]) -> Process | None:
    """The process that forked or started another one, if it was recorded."""
    if facts["forked_from"] is not None:
        return made.get(tuple(facts["forked_from"]))
    # Of several with that number, the last that began before: numbers come again.
    return next(
        (each for each in reversed(made.values()) if each.pid == facts["parent_pid"]), None
    )


def begin_process(number: int, key: Key, facts: dict[str, Any], parent: int | None) -> Process:
    """A process as its first frame describes it."""
    return Process(
        number=number,
        pid=key[0],
        parent=parent,
        how=facts["how"],
        began_ns=key[1],
        began_at=facts["began_at"],
        ended_ns=key[1],
        ended=None,
        argv=tuple(facts["argv"]),
        executable=facts["executable"],
        version=facts["version"],
        implementation=facts["implementation"],
        memory_by=facts["memory_by"],
        is_watched=facts["is_watched"],
        directory=facts["directory"],
        sys_path=tuple(facts["sys_path"]),
        loaded_before=tuple(facts["loaded_before"]),
        prefixes=tuple(facts["prefixes"]),
        has_cached=facts.get("has_cached", False),
    )
