"""A web server on loopback for tests: files from a dict, and answers that are wrong on purpose."""

from __future__ import annotations

import contextlib
import http.client
import http.server
import select
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

Answer = Callable[["Handler"], object]


@dataclass
class Site:
    """What a server has, and what it was asked for.

    ``files`` are served with ETag and by ranges; ``answers`` are functions that answer as they
    like. Both by path, without the slash at its begin.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    # Whatever the path, before all else; true when it was answered.
    gate: Callable[[Handler], bool] = lambda handler: False
    # Before a request, and before TLS; true when that was all.
    greeting: Callable[[socket.socket], bool] = lambda connection: False
    has_ranges: bool = True
    requests: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    scheme: str = "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def publish(self, folder: str, files: Mapping[str, bytes | str]) -> None:
        """Put files into a folder, in place of what was there."""
        for name in [name for name in self.files if name.startswith(f"{folder}/")]:
            del self.files[name]
        for name, data in files.items():
            self.files[f"{folder}/{name}"] = data.encode() if isinstance(data, str) else data


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers requests on one connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    site: Site

    def setup(self) -> None:
        super().setup()
        self.site.connections += 1

    def handle(self) -> None:
        with contextlib.suppress(OSError):  # the client went away, which is what some tests want
            super().handle()

    def do_GET(self) -> None:
        from urllib.parse import unquote

        path = unquote(self.path.partition("?")[0].lstrip("/"))
        self.site.requests.append(path)
        self.site.headers.append(dict(self.headers))
        if self.site.gate(self):
            return
        if (answer := self.site.answers.get(path)) is not None:
            answer(self)
        elif (data := self.site.files.get(path)) is not None:
            self._send_file(data)
        else:
            self.send(b"nothing here", 404)

    def _send_file(self, data: bytes) -> None:
        etag = f'"{sha256(data).hexdigest()[:16]}"'
        span = self.headers.get("Range") if self.site.has_ranges else None
        if self.headers.get("If-None-Match") == etag:
            self.send(b"", 304, ETag=etag)
        elif span is None:
            self.send(data, ETag=etag)
        else:
            first, _, last = span.removeprefix("bytes=").partition("-")
            begin = int(first) if first else max(len(data) - int(last), 0)
            end = min(int(last), len(data) - 1) if first else len(data) - 1
            where = f"bytes {begin}-{end}/{len(data)}"
            self.send(data[begin : end + 1], 206, ETag=etag, Content_Range=where)

    def send(self, data: bytes, status: int = 200, **headers: str) -> bool:
        """A whole answer; headers with ``_`` for ``-``.  True, as a gate says when it answered."""
        self.begin(status, Content_Length=str(len(data)), **headers)
        self.wfile.write(data)
        return True

    def begin(self, status: int = 200, **headers: str) -> None:
        """The begin of an answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def reset(self) -> bool:
        """End the connection the hard way.  True, as ``send``."""
        self.close_connection = True
        return reset(self.connection)

    def client_is_here(self) -> bool:
        """Has the client not gone?  Gives it a moment to go."""
        waiting = select.poll()
        waiting.register(self.connection, select.POLLIN)
        return not waiting.poll(10)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def reset(connection: socket.socket) -> bool:
    """End a connection so that the client gets ECONNRESET.  True, as ``Handler.send``."""
    linger = b"\1\0\0\0\0\0\0\0"  # struct linger: on, 0 seconds
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    connection.close()
    return True


def close_sockets_in(error: BaseException) -> None:
    """Close what ``wrap_socket`` has made of a socket that is reset just then, and forgets."""
    trace = error.__traceback__
    while trace is not None:
        for value in trace.tb_frame.f_locals.values():
            if isinstance(value, ssl.SSLSocket):
                value.close()
        trace = trace.tb_next


class Server(http.server.ThreadingHTTPServer):
    """A thread for each connection; TLS, if it has a context, begins there."""

    daemon_threads = True
    context: ssl.SSLContext | None = None
    site: Site
    is_over = False

    def serve(self) -> None:
        """Answer until ``stop``; nobody looks at a clock for it."""
        while not self.is_over:
            self.handle_request()

    def stop(self) -> None:
        """End that: the server waits for a connection, and gets one."""
        self.is_over = True
        with contextlib.suppress(OSError), socket.socket() as last:
            last.connect(self.server_address)

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Whether it is none of ours."""
        return not self.is_over

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self.site.greeting(request):
            return
        if self.context is not None:
            try:
                request.getpeername()  # wrap_socket forgets to close one that is reset already
                request = self.context.wrap_socket(request, server_side=True)
            except OSError as error:  # the client does not like the certificate
                request.close()
                close_sockets_in(error)
                return
        super().finish_request(request, client_address)
        with contextlib.suppress(OSError):
            request.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: what fails on purpose is the client's to tell."""


@contextlib.contextmanager
def serving(
    site: Site | None = None,
    context: ssl.SSLContext | None = None,
    handler: type[Handler] = Handler,
) -> Iterator[Site]:
    """A server that runs meanwhile."""
    site = site or Site()
    bound = type("Bound", (handler,), {"site": site})
    with Server(("127.0.0.1", 0), bound) as server:
        server.context, server.site = context, site
        site.port = server.server_address[1]
        site.scheme = "http" if context is None else "https"
        thread = threading.Thread(target=server.serve)
        thread.start()
        try:
            yield site
        finally:
            server.stop()
            thread.join()


class ProxyHandler(Handler):
    """A proxy that takes every host for this machine."""

    def do_GET(self) -> None:
        from urllib.parse import urlsplit

        self.site.requests.append(self.path)
        self.site.headers.append(dict(self.headers))
        if self.site.gate(self):
            return
        parts = urlsplit(self.path)
        client = http.client.HTTPConnection("127.0.0.1", parts.port or 80)
        client.request("GET", parts.path, headers={"Host": parts.netloc})
        with contextlib.closing(client), client.getresponse() as answer:
            data = answer.read()
            self.send(data, answer.status)

    def do_CONNECT(self) -> None:
        self.site.requests.append(f"CONNECT {self.path}")
        self.site.headers.append(dict(self.headers))
        if self.site.gate(self):
            return
        port = int(self.path.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as server:
            self.begin()
            self._pass_on(self.connection, server)
        self.close_connection = True

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        other = {client: server, server: client}
        ends = {each.fileno(): each for each in other}
        waiting = select.poll()  # select() knows no descriptors above 1023
        for number in ends:
            waiting.register(number, select.POLLIN)
        while True:
            for number, _ in waiting.poll():
                data = ends[number].recv(1 << 16)
                if not data:
                    return
                other[ends[number]].sendall(data)
