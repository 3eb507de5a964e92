"""A server that passes everything on to another one, until it falls silent."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

BLOCK = 1 << 16
ALL = 1 << 62


class Relay:
    """Passes on what comes, both ways, from a port of its own to another on this machine."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        # How many bytes of the server's are passed on yet.
        self._left = ALL
        self._change = threading.Condition()
        self._sockets = [self._listening]

    @contextmanager
    def silence(self, after: int = 0) -> Iterator[None]:
        """Pass on so many bytes of the server's, then nothing more, but keep all connections."""
        self.allow(after)
        try:
            yield
        finally:
            self.allow()

    def allow(self, number: int = ALL) -> None:
        """Let so many more bytes of the server's pass."""
        with self._change:
            self._left = number
            self._change.notify_all()

    def serve(self) -> None:
        """Take connections until it is closed."""
        with suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                there = socket.create_connection(("127.0.0.1", self._to))
                self._sockets += [here, there]
                for way in ((here, there, False), (there, here, True)):
                    threading.Thread(target=self._pass_on, args=way, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, is_counted: bool) -> None:
        with suppress(OSError):
            while data := source.recv(BLOCK):
                while data:
                    part = data[: self._allowed(len(data))] if is_counted else data
                    target.sendall(part)
                    data = data[len(part) :]
            target.shutdown(socket.SHUT_WR)

    def _allowed(self, wanted: int) -> int:
        """How many of these bytes may go; waits until it is one."""
        with self._change:
            self._change.wait_for(lambda: self._left > 0)
            number = min(wanted, self._left)
            self._left -= number
        return number

    def close(self) -> None:
        """End it, and every connection."""
        for each in self._sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@contextmanager
def relaying(port: int) -> Iterator[Relay]:
    """A relay that is closed in the end."""
    relay = Relay(port)
    serving = threading.Thread(target=relay.serve)
    serving.start()
    try:
        yield relay
    finally:
        relay.close()
        serving.join()
