"""Archives at a URL: one request brings the end, which for a zip archive tells what is where.

A small archive comes whole with it; of a large one only those parts are fetched that are read.
"""

from ..errors import beyond_limit
from . import http_errors as errors
from . import ranges
from .http_client import PARTIAL, UNCHANGED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..settings import Settings
    from .http_client import Answer, Client

MOST_DIGITS = 19  # of a position in the largest of files


class RemoteFile:
    """A file at a URL that is read as a stream.  ``stamp`` changes with it."""

    def __init__(self, client: "Client", url: str, name: str, settings: "Settings") -> None:
        self._client = client
        self._url = url
        self._by_ranges = ranges.has_its_directory_at_the_end(name)
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
        span = {"Range": f"bytes=-{ranges.TAIL}"} if self._by_ranges else {}
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
        parts = Parts(self._client, self._url, total, answer.headers.get("ETag"))
        return ranges.RangedFile(total, parts.fetched, answer.data)


class Parts:
    """The parts of one revision of a file at a URL."""

    def __init__(self, client: "Client", url: str, total: int, etag: str | None) -> None:
        self._client = client
        self._url = url
        self._total = total
        self._etag = etag

    def fetched(self, begin: int, end: int) -> bytes:
        """The bytes from one position up to another.  Raises OSError, RefusedError."""
        answer = self._client.get(self._url, {"Range": f"bytes={begin}-{end - 1}"}, self._total)
        if (
            answer.status != PARTIAL
            or part_of(self._url, answer) != (begin, self._total)
            or len(answer.data) != end - begin
            or answer.headers.get("ETag") != self._etag
        ):
            raise errors.changed(self._url)
        return answer.data


def part_of(url: str, answer: "Answer") -> tuple[int, int]:
    """Where a part begins, and how large the whole is.  Raises OSError.

    Source: RFC 9110, 14.4.
    """
    unit, _, span = answer.headers.get("Content-Range", "").partition(" ")
    places, _, total = span.partition("/")
    begin, _, end = places.partition("-")
    if unit != "bytes" or not all(map(is_position, (begin, end, total))):
        raise errors.changed(url)
    return int(begin), int(total)


def is_position(text: str) -> bool:
    """Is it a number, of bytes that there may be?"""
    return text.isdecimal() and len(text) <= MOST_DIGITS
