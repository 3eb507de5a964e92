"""OTLP/JSON: spans for whatever collects traces.

Source: opentelemetry-proto, ExportTraceServiceRequest in its JSON mapping (ids in hexadecimal,
64-bit numbers as strings).
"""

import hashlib
from typing import Any

from ..recording import Process, Recording
from ..tree import Import, Outcome
from .forest import lanes_of, rows_below
from .owning import Owners, place_of
from .story import place_in_words

SPAN_KIND_INTERNAL = 1
STATUS_ERROR = 2
SECOND = 1_000_000_000
TRACE_ID, SPAN_ID = 32, 16  # hexadecimal digits

Value = dict[str, Any]


def document(recording: Recording, owners: Owners, version: str = "") -> Value:
    """The request, as plain values for JSON; all processes are one trace."""
    trace = trace_id_of(recording)
    return {
        "resourceSpans": [
            {
                "resource": {"attributes": attributes(facts_of(process))},
                "scopeSpans": [
                    {
                        "scope": {"name": "thence", "version": version},
                        "spans": spans_of(recording, process, trace, owners),
                    }
                ],
            }
            for process in recording.processes
        ]
    }


def trace_id_of(recording: Recording) -> str:
    """The same for the same recording, and for no other one."""
    told = [(each.pid, each.began_ns, each.began_at, each.argv) for each in recording.processes]
    return hexadecimal(repr(told), TRACE_ID)


def hexadecimal(text: str, digits: int) -> str:
    """An identifier made from a text; it is not all zeros, which would be invalid."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:digits]


def facts_of(process: Process) -> Value:
    """What OpenTelemetry's conventions call the facts of a process."""
    return {
        "service.name": process.argv[0] if process.argv else "python",
        "process.pid": process.pid,
        "process.executable.path": process.executable,
        "process.command_args": list(process.argv),
        "process.runtime.name": process.implementation,
        "process.runtime.version": process.version,
    }


def attributes(facts: Value) -> list[Value]:
    """A list of keys with typed values; None is left out."""
    return [
        {"key": key, "value": typed(value)} for key, value in facts.items() if value is not None
    ]


def typed(value: object) -> Value:
    """A value with the name of its type."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int):
        return {"intValue": str(value)}
    if isinstance(value, list):
        return {"arrayValue": {"values": [typed(each) for each in value]}}
    return {"stringValue": str(value)}


def spans_of(recording: Recording, process: Process, trace: str, owners: Owners) -> list[Value]:
    """The spans of one process."""
    spans: list[Value] = []
    for number, lane in enumerate(lanes_of(recording)):
        if lane.process is process:
            for root in lane.thread.roots:
                first = len(spans)
                for row in rows_below(root, number, first):
                    above = "" if row.parent < 0 else str(spans[row.parent]["spanId"])
                    identity = hexadecimal(f"{trace} {process.number} {row.index}", SPAN_ID)
                    spans.append(span_of(row.node, process, owners))
                    spans[-1] |= {"traceId": trace, "spanId": identity, "parentSpanId": above}
    return spans


def span_of(node: Import, process: Process, owners: Owners) -> Value:
    """One import; its times are of the day."""
    asker = place_in_words(node.asker) if node.asker is not None else None
    facts: Value = {
        "code.namespace": node.fullname,
        "code.filepath": place_of(node),
        "thread.id": node.thread,
        "thence.outcome": str(node.outcome),
        "thence.own_ns": node.own_ns,
        "thence.asked_by": asker,
        "thence.owner": owners(node).label,
    }
    span: Value = {
        "name": f"import {node.fullname}",
        "kind": SPAN_KIND_INTERNAL,
        "startTimeUnixNano": str(time_of_day(node.began_ns, process)),
        "endTimeUnixNano": str(time_of_day(node.ended_ns, process)),
        "attributes": attributes(facts),
    }
    if node.outcome in (Outcome.FAILED, Outcome.ABSENT) and node.swallowed_at is None:
        span["status"] = {"code": STATUS_ERROR, "message": message_of(node)}
    return span


def message_of(node: Import) -> str:
    """The error, in words."""
    return f"{node.error.kind}: {node.error.message}" if node.error is not None else "not found"


def time_of_day(at_ns: int, process: Process) -> int:
    """Nanoseconds since the epoch."""
    return round(process.began_at * SECOND) + at_ns - process.began_ns
