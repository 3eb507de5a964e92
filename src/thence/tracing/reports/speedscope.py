"""The file format of speedscope: one evented profile for each thread.

Source: https://www.speedscope.app/file-format-schema.json
"""

from typing import Any

from ..recording import Recording
from ..tree import Import
from .forest import Lane, lanes_of
from .owning import file_of

SCHEMA = "https://www.speedscope.app/file-format-schema.json"


class Frames:
    """The frames of all profiles: one for each module and file."""

    def __init__(self) -> None:
        # Maps what a frame shows to its number.
        self._numbers: dict[tuple[str, str | None], int] = {}

    def number_of(self, node: Import) -> int:
        """The frame of an import."""
        return self._numbers.setdefault((node.fullname, file_of(node)), len(self._numbers))

    def listed(self) -> list[dict[str, str]]:
        """The frames by their numbers."""
        return [
            {"name": name, "file": file} if file else {"name": name}
            for name, file in self._numbers
        ]


def document(recording: Recording, exporter: str = "thence") -> dict[str, Any]:
    """The profile, as plain values for JSON."""
    frames = Frames()
    profiles = [profile_of(lane, frames) for lane in lanes_of(recording)]
    return {
        "$schema": SCHEMA,
        "name": " ".join(recording.processes[0].argv) if recording.processes else "",
        "exporter": exporter,
        "activeProfileIndex": 0 if profiles else None,
        "shared": {"frames": frames.listed()},
        "profiles": profiles,
    }


def profile_of(lane: Lane, frames: Frames) -> dict[str, Any]:
    """The profile of one thread; its clock begins with the thread's first import."""
    roots = lane.thread.roots
    beginning = roots[0].began_ns
    events: list[dict[str, Any]] = []
    for root in roots:
        add_events(root, beginning, frames, events)
    return {
        "type": "evented",
        "name": lane.label,
        "unit": "nanoseconds",
        "startValue": 0,
        "endValue": max(root.ended_ns for root in roots) - beginning,
        "events": events,
    }


def add_events(root: Import, beginning: int, frames: Frames, events: list[dict[str, Any]]) -> None:
    """Add what opens and closes each import of a tree, nested as the format wants it."""
    waiting = [(root, "C"), (root, "O")]
    while waiting:
        node, kind = waiting.pop()
        at = node.began_ns if kind == "O" else node.ended_ns
        events.append({"type": kind, "frame": frames.number_of(node), "at": at - beginning})
        if kind == "O":
            for child in reversed(node.children):
                waiting += ((child, "C"), (child, "O"))
