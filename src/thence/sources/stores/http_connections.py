"""Connections: made with TLS or through a proxy, and kept for the next request."""

from ..._engine.primitives import os
from . import http_errors as errors
from .http_proxies import proxy_for
from .http_streams import Allowance, Measured

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..settings import Settings
    from .http_addresses import Address
    from .http_proxies import Proxy

IDLE = 8  # connections kept to one place, as many as threads that read at once
TUNNELLED = 200


class Connection:
    """An open connection, on which one request at a time can be made."""

    def __init__(self, measured: Measured, client: "Any", proxy: "Proxy | None") -> None:
        self._measured = measured
        self._client = client
        self._client.sock = measured
        # The proxy that requests are made to, in place of the server; None: a tunnel, or none.
        self._proxy = proxy
        self.is_used = False

    def ask(self, address: "Address", headers: "dict[str, str]", allowance: Allowance) -> "Any":
        """Send a request; returns the answer of ``http.client``, its body not read yet.

        Raises OSError, and HTTPException for what is no HTTP.
        """
        self._measured.allowance = allowance
        target, more = address.target, {"Host": address.authority}
        if self._proxy is not None:
            target = f"http://{address.authority}{target}"
            more |= {"Proxy-Authorization": self._proxy.header} if self._proxy.header else {}
        try:
            self._client.request("GET", target, headers={**more, **headers})
            response = self._client.getresponse()
            if self._measured.has_ended:  # http.client takes that for the end of the headers
                raise ConnectionResetError("the answer ended in its headers")
            return response
        except BaseException:
            self.close()
            raise

    def is_sound(self, select: "Any") -> bool:
        """Can it be used again?  Bytes that nobody asked for, or an end, say no."""
        socket = self._measured.socket
        if self._measured.is_spoiled or self._client.sock is None or socket.fileno() < 0:
            return False
        if getattr(socket, "pending", int)():  # bytes that TLS has unpacked already
            return False
        return not is_readable(socket, select)

    def close(self) -> None:
        """End it."""
        self._client.close()
        self._measured.socket.close()


def is_readable(socket: "Any", select: "Any") -> bool:
    """Is there something to receive, an end among it?"""
    if not hasattr(select, "poll"):  # Windows
        return bool(select.select([socket], [], [], 0)[0])
    poll = select.poll()
    poll.register(socket.fileno(), select.POLLIN)
    return bool(poll.poll(0))


class Connections:
    """The open connections of one source."""

    def __init__(self, settings: "Settings") -> None:
        self._settings = settings
        self._library = settings.library
        # Address.place -> connections on which nobody is waiting.
        self._idle: dict[tuple[str, str, int], list[Connection]] = {}
        self._context: Any = None  # made once: it reads all certificates of the system
        self._process = os.getpid()

    def take(self, address: "Address", allowance: Allowance) -> Connection:
        """A connection to an address, kept or new.  Raises OSError, RefusedError."""
        if self._process != os.getpid():  # a fork: they are the parent's
            self.close()
            self._process = os.getpid()
        waiting = self._idle.get(address.place, [])
        while waiting:
            try:
                kept = waiting.pop()
            except IndexError:  # another thread was faster
                break
            if kept.is_sound(self._library("select")):
                return kept
            kept.close()
        return self.make(address, allowance)

    def give_back(self, address: "Address", connection: Connection) -> None:
        """Keep a connection whose answer was read to its end."""
        connection.is_used = True
        waiting = self._idle.setdefault(address.place, [])
        if len(waiting) < IDLE and connection.is_sound(self._library("select")):
            waiting.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """End all that are kept."""
        for waiting in self._idle.values():
            while waiting:
                waiting.pop().close()

    def __del__(self) -> None:
        self.close()

    def make(self, address: "Address", allowance: Allowance) -> Connection:
        """A new connection.  Raises OSError, RefusedError."""
        proxy = proxy_for(address, self._library)
        host, port = (address.host, address.port) if proxy is None else (proxy.host, proxy.port)
        socket = self._connected(host, port, allowance)
        try:
            if address.scheme == "https":
                if proxy is not None:
                    self._open_tunnel(socket, address, proxy, allowance)
                socket = self._wrap(socket, address, allowance)
        except BaseException:
            socket.close()
            raise
        client = self._library("http.client").HTTPConnection(address.host, address.port)
        client.auto_open = 0  # only here are connections made
        return Connection(
            Measured(socket, allowance), client, None if address.scheme == "https" else proxy
        )

    def _connected(self, host: str, port: int, allowance: Allowance) -> "Any":
        """A socket to the first of a host's addresses that answers, all in the time allowed."""
        library = self._library("socket")
        # As bytes: for text, the codec for other letters is imported into the program.
        found = library.getaddrinfo(host.encode("ascii"), port, type=library.SOCK_STREAM)
        failure: OSError = ConnectionError("the host has no address")
        for family, kind, protocol, _, place in found:
            socket = library.socket(family, kind, protocol)
            try:
                socket.settimeout(allowance.time_left())
                socket.connect(place)
            except OSError as error:
                socket.close()
                failure = error
            else:
                return socket
        raise failure

    def _wrap(self, socket: "Any", address: "Address", allowance: Allowance) -> "Any":
        """TLS on a socket; the certificate has to be valid, and the host's."""
        ssl = self._library("ssl")
        if self._context is None:
            self._context = ssl.create_default_context()
        socket.settimeout(allowance.time_left())
        socket.getpeername()  # wrap_socket forgets to close one that was reset already
        try:
            # An end that the server did not announce may be somebody's who cuts a file short.
            wrapped = self._context.wrap_socket(
                socket,
                server_hostname=address.host.encode("ascii"),
                suppress_ragged_eofs=False,
            )
        except ssl.SSLCertVerificationError as error:
            raise errors.bad_certificate(address.shown, error.verify_message) from None
        if wrapped.version() is None:  # it was reset just now: then there is no TLS, and no error
            wrapped.close()
            raise ConnectionResetError("the connection was reset before TLS began")
        return wrapped

    def _open_tunnel(
        self, socket: "Any", address: "Address", proxy: "Proxy", allowance: Allowance
    ) -> None:
        """Let a proxy pass everything on, unread."""
        place = address.full_authority
        lines = [f"CONNECT {place} HTTP/1.1", f"Host: {place}"]
        lines += [f"Proxy-Authorization: {proxy.header}"] if proxy.header else []
        measured = Measured(socket, allowance)
        measured.sendall("\r\n".join([*lines, "", ""]).encode("ascii"))
        answer = self._library("http.client").HTTPResponse(measured, method="CONNECT")
        try:
            answer.begin()
            if answer.status != TUNNELLED:
                raise errors.failed(proxy.shown, answer.status)
        finally:
            answer.close()
