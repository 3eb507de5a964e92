"""Calls of fsspec's asynchronous file systems (S3, GCS, HTTP) that end in time.

Left alone they wait for ever; what is told to end is cancelled.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Methods that another thread does the work of.
AWAITED = ("cat_file", "find", "info", "pipe_file", "rm_file")


class Patient:
    """An asynchronous file system whose calls raise TimeoutError after some seconds."""

    def __init__(self, system: "Any", seconds: float) -> None:
        self._system = system
        self._seconds = seconds

    def beginning(self, path: str, most: int) -> bytes:
        """The first bytes of a file, so many at most; no more of it is fetched.

        By one request, where the file system has streams; else its size is asked for before.
        Raises what the file system raises.
        """
        asyn: Any = sys.modules["fsspec.asyn"]  # whose loop it works in
        begun = (self._system.loop, beginning_of, self._system, path, most)
        try:
            data: bytes = asyn.sync(*begun, timeout=self._seconds)
        except NotImplementedError:  # it has no streams
            end = min(self.info(path)["size"], most)
            data = self.cat_file(path, start=0, end=end) if end else b""
        return data

    def __getattr__(self, name: str) -> "Any":
        value = getattr(self._system, name)
        if name not in AWAITED:
            return value
        return lambda *words, **options: value(*words, timeout=self._seconds, **options)


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
