"""A socket that keeps to a deadline and to a number of bytes, as ``http.client`` uses one."""

from time import monotonic

from ..._engine.primitives import io

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FRAMING = 1 << 20  # bytes that headers and the marks between chunks may take


class Allowance:
    """What one request may take: seconds, from now on, and bytes of answer."""

    __slots__ = ("_ends_at", "_left", "most", "seconds")

    def __init__(self, seconds: float, most: int) -> None:
        self.seconds = seconds
        self.most = most
        self._ends_at = monotonic() + seconds
        self._left = 2 * most + FRAMING

    def time_left(self) -> float:
        """Seconds.  Raises TimeoutError when there are none."""
        left = self._ends_at - monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def spend(self, size: int) -> None:
        """Count bytes, which nobody measures otherwise: endless headers, or chunks of none.

        Raises EOFError when it is too much.
        """
        self._left -= size
        if self._left < 0:
            raise EOFError


class Measured:
    """A socket on which no call lasts longer, or brings more, than the request's allowance."""

    def __init__(self, socket: "Any", allowance: Allowance) -> None:
        self.socket = socket
        self.allowance = allowance
        # Bytes came that belong to no answer: what comes next cannot be told from them.
        self.is_spoiled = False
        # The other side has closed it, and that was read.
        self.has_ended = False
        self._users = 1

    def sendall(self, data: "Any") -> None:
        """Send.  Raises OSError, TimeoutError among them."""
        self.socket.settimeout(self.allowance.time_left())
        self.socket.sendall(data)

    def recv_into(self, buffer: "Any") -> int:
        """Receive.  Raises OSError, TimeoutError among them, and EOFError for too much."""
        self.socket.settimeout(self.allowance.time_left())
        size: int = self.socket.recv_into(buffer)
        self.allowance.spend(size)
        self.has_ended = size == 0
        return size

    def makefile(self, mode: str) -> "Incoming":
        """The stream that an answer is read from; only ``rb`` is asked for."""
        assert mode == "rb"
        self._users += 1
        return Incoming(Receiving(self))

    def close(self) -> None:
        """Close it when nobody reads an answer from it any more."""
        self._users -= 1
        if self._users == 0:
            self.socket.close()


class Receiving(io._RawIOBase):
    """The bytes of one answer, unbuffered."""

    def __init__(self, measured: Measured) -> None:
        self.measured = measured
        self.is_over = False

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: "Any") -> int:
        """The next bytes; 0 at the end.  Raises what ``Measured.recv_into`` raises."""
        return 0 if self.is_over else self.measured.recv_into(buffer)

    def close(self) -> None:
        """Let the socket go."""
        if not self.closed:
            super().close()
            self.measured.close()


class Incoming(io.BufferedReader):
    """One answer.  What was received beyond its end spoils the connection."""

    def close(self) -> None:
        """End it, and look whether something is left."""
        raw: Any = self.raw
        if not self.closed:
            raw.is_over = True
            if self.peek(1):
                raw.measured.is_spoiled = True
        super().close()
