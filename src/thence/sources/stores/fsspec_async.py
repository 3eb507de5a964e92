"""Calls of fsspec's asynchronous file systems (S3, GCS, HTTP) that end in time.

Left alone they wait for ever; what is told to end is cancelled.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Methods that another thread does the work of.
AWAITED = ("cat_file", "find", "info", "isdir", "ls", "pipe_file", "rm_file")


class Patient:
    """An asynchronous file system whose calls raise TimeoutError after some seconds."""

    def __init__(self, system: "Any", seconds: float) -> None:
        self._system = system
        self._seconds = seconds

    def beginning(self, path: str, most: int) -> bytes:
        """The first bytes of a file, so many at most; no more of it is fetched.

        By one request, unless it is empty and can only be had by a range.
        Raises what the file system raises.
        """
        asyn: Any = sys.modules["fsspec.asyn"]  # whose loop it works in
        begun = (self._system.loop, beginning_of, self._system, path, most)
        try:
            data: bytes = asyn.sync(*begun, timeout=self._seconds)
        except NotImplementedError:  # it has no streams
            data = self._first_range(path, most)
        return data

    def _first_range(self, path: str, most: int) -> bytes:
        try:
            return bytes(self.cat_file(path, start=0, end=most))
        except (FileNotFoundError, TimeoutError):
            raise
        except Exception:
            # HTTP has no range of what is empty.
            if not is_empty_file(self.info(path)):
                raise
            return b""

    def __getattr__(self, name: str) -> "Any":
        value = getattr(self._system, name)
        if name not in AWAITED:
            return value
        return lambda *words, **options: value(*words, timeout=self._seconds, **options)


def is_empty_file(facts: "dict[str, Any]") -> bool:
    """Is it a file, of no bytes?"""
    return (facts["type"], facts["size"]) == ("file", 0)


async def beginning_of(system: "Any", path: str, most: int) -> bytes:
    """The first bytes of a file, so many at most."""
    stream = await system.open_async(path, "rb")
    parts = []
    try:
        while most and (part := await stream.read(most)):
            parts.append(part)
            most -= len(part)
    finally:
        # S3's stream leaves open what it reads from.
        answer = getattr(stream, "r", None)
        await stream.close()
        if answer is not None:
            answer.close()
    return b"".join(parts)
