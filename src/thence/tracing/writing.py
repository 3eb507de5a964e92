"""The file of a recording, as it is written: frames of rows, each by a single append.

The file is opened for each frame and closed again: a program may close descriptors that it did
not open, and the number would then be another file's.
"""

from .._engine.primitives import imp, marshal, os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HEADER = b"thence recording 1\n"
# What each frame begins with; a reader that finds damage looks for the next one.
MARK = b"\xf7\x0athr\xf7"
LENGTH_SIZE = 4
HASH_SIZE = 8
HASH_KEY = 0x7468656E6365
COLON, SLASHES, USER = b":", b"//", b"@"
MARSHAL_VERSION = 4  # read by every Python that thence runs on

# What a frame holds: (kind, stream, number of the frame in its stream, data).
PROCESS = "process"
ROWS = "rows"


def frame(kind: str, stream: tuple[int, int], number: int, data: "Any") -> bytes:
    """A frame as it stands in the file."""
    try:
        payload = marshal.dumps((kind, stream, number, data), MARSHAL_VERSION)
    except ValueError:  # a subclass of str or int among the facts
        payload = marshal.dumps((kind, stream, number, marshallable(data)), MARSHAL_VERSION)
    if has_url(payload) and USER in payload:  # path entries may hold what nobody should see
        from ..sources.entries import values_without_secrets  # when it comes to that

        data = values_without_secrets(marshallable(data))
        payload = marshal.dumps((kind, stream, number, data), MARSHAL_VERSION)
    length = len(payload).to_bytes(LENGTH_SIZE, "little")
    return b"".join((MARK, length, imp.source_hash(HASH_KEY, payload), payload))


def has_url(payload: bytes) -> bool:
    """Is there a "://" in it?"""
    # Looking for one byte is many times as fast as looking for three.
    at = payload.find(COLON)
    while at >= 0:
        if payload.startswith(SLASHES, at + 1):
            return True
        at = payload.find(COLON, at + 1)
    return False


def marshallable(value: "Any") -> "Any":
    """A value made of what marshal knows, and nothing else."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, (list, tuple)):
        return tuple([marshallable(item) for item in value])
    if isinstance(value, dict):
        return {marshallable(key): marshallable(item) for key, item in value.items()}
    if value is None or isinstance(value, (bool, float)):
        return value
    return int(value) if isinstance(value, int) else f"<{type(value).__qualname__}>"


def append(path: str, data: bytes) -> None:
    """Append to the file by one call of the system.  Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
    try:
        written = os.write(descriptor, data)
        if written < len(data):  # the next call would say why: the disk is full
            os.write(descriptor, data[written:])
    finally:
        os.close(descriptor)


def create(path: str) -> None:
    """Make the file of a new recording.  Raises OSError; FileExistsError if there is one."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o666)
    try:
        os.write(descriptor, HEADER)
    finally:
        os.close(descriptor)
