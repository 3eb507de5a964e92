"""Chrome's trace format, which Perfetto and chrome://tracing open.

Source: "Trace Event Format", complete events ("X") and metadata events ("M").
"""

from collections.abc import Iterator
from typing import Any

from ..recording import Recording
from ..tree import Import
from .forest import beginning_of, lanes_of, rows_of
from .owning import Owners, place_of

MICROSECOND = 1000  # nanoseconds; the format counts in microseconds


def document(recording: Recording, owners: Owners) -> dict[str, Any]:
    """The trace, as plain values for JSON."""
    return {
        "traceEvents": [*names_of(recording), *events_of(recording, owners)],
        "displayTimeUnit": "ms",
    }


def names_of(recording: Recording) -> Iterator[dict[str, Any]]:
    """What processes and threads are called."""
    for process in recording.processes:
        yield naming("process_name", process.pid, 0, " ".join(process.argv) or "python")
    for lane in lanes_of(recording):
        number = lane.thread.number
        yield naming("thread_name", lane.process.pid, number, lane.thread.name or str(number))


def naming(what: str, pid: int, tid: int, name: str) -> dict[str, Any]:
    """One metadata event."""
    return {"ph": "M", "name": what, "pid": pid, "tid": tid, "args": {"name": name}}


def events_of(recording: Recording, owners: Owners) -> Iterator[dict[str, Any]]:
    """One complete event for each import."""
    beginning = beginning_of(recording)
    lanes = lanes_of(recording)
    for row in rows_of(recording):
        lane = lanes[row.lane]
        yield {
            "ph": "X",
            "cat": "import",
            "name": row.node.fullname,
            "pid": lane.process.pid,
            "tid": lane.thread.number,
            "ts": (row.node.began_ns - beginning) / MICROSECOND,
            "dur": row.node.total_ns / MICROSECOND,
            "args": arguments_of(row.node, owners),
        }


def arguments_of(node: Import, owners: Owners) -> dict[str, Any]:
    """What is shown when somebody clicks the event."""
    asker = node.asker
    known = {
        "outcome": str(node.outcome),
        "own_us": node.own_ns / MICROSECOND,
        "from": place_of(node),
        "owner": owners(node).label,
        "asked_by": f"{asker.file}:{asker.line}" if asker is not None else None,
        "error": f"{node.error.kind}: {node.error.message}" if node.error is not None else None,
    }
    return {name: value for name, value in known.items() if value is not None}
