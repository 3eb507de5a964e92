"""Archives at a URL: one request brings the end, which for a zip archive tells what is where.

A small archive comes whole with it; of a large one only those parts are fetched that are read.
"""

from ..errors import beyond_limit
from . import http_errors as errors
from .http_client import PARTIAL, UNCHANGED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..settings import Settings
    from .http_client import Answer, Client

TAIL = 1 << 20  # bytes at the end, which hold the directory of all but the largest archives
BLOCK = 1 << 18  # bytes of one request: a module, its header in the archive before it
STRIDE = 1 << 24  # bytes of one request at most
ZIP_SUFFIXES = (".zip", ".whl", ".pyz")


class RemoteFile:
    """A file at a URL that is read as a stream.  ``stamp`` changes with it."""

    def __init__(self, client: "Client", url: str, name: str, settings: "Settings") -> None:
        self._client = client
        self._url = url
        self._by_ranges = name.lower().endswith(ZIP_SUFFIXES)
        self._settings = settings
        self._etag: str | None = None
        self._stamp: str | None = None
        # What ``refresh`` brought, until somebody opens it.
        self._answer: Answer | None = None

    def refresh(self) -> str:
        """Ask for the file as it is now; its stamp.  Raises OSError, RefusedError."""
        answer = self._get({"If-None-Match": self._etag} if self._etag else {})
        if answer.status == UNCHANGED and self._stamp is not None:
            return self._stamp
        self._client.begin_anew()
        self._answer = answer
        return self._note(answer)

    def _get(self, headers: "dict[str, str]") -> "Answer":
        span = {"Range": f"bytes=-{TAIL}"} if self._by_ranges else {}
        return self._client.get(self._url, {**span, **headers}, self._settings.limits.total)

    def _note(self, answer: "Answer") -> str:
        """Remember which one came."""
        self._etag = answer.headers.get("ETag")
        # Of the end, if it is only that: the directory there has a checksum of every file.
        self._stamp = stamp = self._settings.library.sha256(answer.data)
        return stamp

    def open(self) -> "Any":
        """A stream that can be positioned.  Raises OSError, RefusedError."""
        answer, self._answer = self._answer, None
        if answer is None:
            answer = self._get({})
            self._note(answer)
        if answer.status != PARTIAL:
            return self._settings.library("io").BytesIO(answer.data)
        begin, total = part_of(self._url, answer)
        if begin == 0 and total == len(answer.data):
            return self._settings.library("io").BytesIO(answer.data)
        if begin + len(answer.data) != total:
            raise errors.changed(self._url)
        if total > (most := self._settings.limits.total):
            raise beyond_limit(self._url, "its size", f"{most} bytes")
        return RangedFile(self._client, self._url, begin, answer)


class RangedFile:
    """A large file whose parts are fetched when they are read; one thread at a time."""

    is_partial = True

    def __init__(self, client: "Client", url: str, begin: int, answer: "Answer") -> None:
        self._client = client
        self._url = url
        self._etag = answer.headers.get("ETag")
        self._size = begin + len(answer.data)
        # (position, bytes): the end of the file, and what was fetched last.
        self._end = (begin, answer.data)
        self._block = (0, b"")
        self._position = 0

    def seekable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """The position, in bytes."""
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a position: from the begin (0), from here (1), or from the end (2)."""
        self._position = offset + (0, self._position, self._size)[whence]
        return self._position

    def read(self, size: int = -1) -> bytes:
        """The next bytes; fewer only at the end.  Raises OSError, RefusedError."""
        left = max(self._size - self._position, 0)
        wanted = left if size < 0 else min(size, left)
        parts = []
        while wanted:
            part = self._held(wanted) or self._fetched(wanted)
            parts.append(part)
            self._position += len(part)
            wanted -= len(part)
        return b"".join(parts)

    def _held(self, wanted: int) -> bytes:
        """What is there already of the next bytes."""
        for begin, data in (self._end, self._block):
            offset = self._position - begin
            if 0 <= offset < len(data):
                return data[offset : offset + wanted]
        return b""

    def _fetched(self, wanted: int) -> bytes:
        """Fetch a block that begins here."""
        begin = self._position
        last = min(begin + min(max(wanted, BLOCK), STRIDE), self._end[0]) - 1
        answer = self._client.get(self._url, {"Range": f"bytes={begin}-{last}"}, self._size)
        if (
            answer.status != PARTIAL
            or part_of(self._url, answer) != (begin, self._size)
            or len(answer.data) != last - begin + 1
            or answer.headers.get("ETag") != self._etag
        ):
            raise errors.changed(self._url)
        self._block = (begin, answer.data)
        return answer.data[:wanted]


def part_of(url: str, answer: "Answer") -> tuple[int, int]:
    """Where a part begins, and how large the whole is.  Raises OSError.

    Source: RFC 9110, 14.4.
    """
    unit, _, span = answer.headers.get("Content-Range", "").partition(" ")
    places, _, total = span.partition("/")
    begin, _, end = places.partition("-")
    if unit != "bytes" or not all(each.isdecimal() for each in (begin, end, total)):
        raise errors.changed(url)
    return int(begin), int(total)
