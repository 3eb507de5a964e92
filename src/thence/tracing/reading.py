"""The file of a recording, as it is read: as far as it goes, whatever happened to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .._engine.primitives import imp, marshal
from .writing import HASH_KEY, HASH_SIZE, HEADER, LENGTH_SIZE, MARK

# What every recording begins with; the number of the format follows, and the line ends.
KIND, FORMAT = HEADER.rsplit(b" ", 1)
LONGEST_FORMAT = 20
HEAD_SIZE = len(MARK) + LENGTH_SIZE + HASH_SIZE


class NotARecordingError(Exception):
    """The file is no recording that this thence reads; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One append of one process."""

    kind: str  # "process" or "rows"
    stream: tuple[int, int]  # process id, perf_counter_ns of its beginning
    number: int  # in its stream
    data: Any


def read_frames(data: bytes, name: str) -> Iterator[Frame | str]:
    """The frames in a file's bytes, in the order of writing; a str tells of damage.

    Raises NotARecordingError, in which ``name`` stands for the file.
    """
    if not data.startswith(HEADER):
        raise unreadable(data, name)
    at = len(HEADER)
    while at < len(data):
        frame = frame_at(data, at)
        if isinstance(frame, Frame):
            at += HEAD_SIZE + int.from_bytes(length_at(data, at), "little")
            yield frame
            continue
        following = data.find(MARK, at + 1)
        until = len(data) if following < 0 else following
        yield f"bytes {at} to {until} cannot be read: {frame}"
        at = until


def unreadable(data: bytes, name: str) -> NotARecordingError:
    """Why these bytes are no recording that can be read."""
    line, end, _ = data.partition(b"\n")
    kind, _, format = line.rpartition(b" ")
    if end and kind == KIND and len(format) < LONGEST_FORMAT:
        return NotARecordingError(
            f"{name} is a recording of format {format.decode(errors='replace')}, and this thence "
            f"reads format {FORMAT.decode().strip()}\n"
            "  show it with the thence that recorded it, or record it again"
        )
    return NotARecordingError(
        f"{name} is no recording of thence: it does not begin with {HEADER!r}\n"
        "  make one: thence trace -o FILE COMMAND"
    )


def length_at(data: bytes, at: int) -> bytes:
    """The bytes that say how long the frame at an offset is."""
    return data[at + len(MARK) : at + len(MARK) + LENGTH_SIZE]


def frame_at(data: bytes, at: int) -> Frame | str:
    """The frame at an offset, or why there is none."""
    if data[at : at + len(MARK)] != MARK:
        return "no frame begins here"
    begin = at + HEAD_SIZE
    end = begin + int.from_bytes(length_at(data, at), "little")
    payload = data[begin:end]
    if len(data) < end:
        return "the file ends within a frame"
    if imp.source_hash(HASH_KEY, payload) != data[begin - HASH_SIZE : begin]:
        return "a frame was damaged"
    try:
        return Frame(*marshal.loads(payload))
    except (EOFError, ValueError, TypeError) as error:
        return f"a frame holds something else ({error})"
