"""Asking for a file: redirects, who asks, limits, and what the answer means."""

from ..errors import RefusedError, beyond_limit
from ..names import cleaned
from . import http_errors as errors
from .http_addresses import Address, check_transport, shown
from .http_connections import Connections
from .http_credentials import Credentials
from .http_streams import Allowance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..settings import Settings
    from .http_connections import Connection

CHUNK = 1 << 18
REDIRECTS = 5
REDIRECTING = (301, 302, 303, 307, 308)
ABSENT = (404, 410)
WHOLE, PARTIAL, UNCHANGED = 200, 206, 304
HEADERS = {"Accept-Encoding": "identity", "User-Agent": "thence"}


class Answer:
    """What came: ``status`` is 200, 206 (a part) or 304 (nothing new)."""

    __slots__ = ("data", "headers", "status")

    def __init__(self, status: int, headers: "Any", data: bytes) -> None:
        self.status = status
        self.headers = headers  # a mapping without regard to case
        self.data = data


class Client:
    """Gets files for one source; several threads may ask at once."""

    def __init__(self, settings: "Settings") -> None:
        self._settings = settings
        self._library = settings.library
        self._library.share("_socket")
        self._connections = Connections(settings)
        self._credentials = Credentials(settings.library)
        # Bytes of whole answers since ``begin_anew``; two threads may lose some, which a limit
        # can bear.
        self._received = 0

    def close(self) -> None:
        """End the connections that are kept; the next request makes new ones."""
        self._connections.close()

    def begin_anew(self) -> None:
        """Count the bytes of a new revision."""
        self._received = 0

    def get(self, url: str, headers: "dict[str, str] | None" = None, most: int = 0) -> Answer:
        """The answer to a GET request, after redirects; ``most`` bytes (else the limit).

        Raises FileNotFoundError, another OSError when the server, or what it says, is no use,
        RefusedError for what is not allowed or too large.
        """
        limits = self._settings.limits
        allowance = Allowance(limits.seconds, most or limits.size)
        address = Address(url, self._library)
        for _ in range(REDIRECTS + 1):
            answer = self._ask(address, headers or {}, allowance)
            if answer.status not in REDIRECTING:
                return checked(address, answer)
            address = self._target(address, answer)
        raise errors.too_many_redirects(shown(url), REDIRECTS)

    def _target(self, address: Address, answer: Answer) -> Address:
        """Where a redirect leads.  Raises RefusedError if nobody allowed that."""
        parse = self._library("urllib.parse")
        text = answer.headers.get("Location", "")
        try:
            text = parse.urljoin(address.text, text)
            target = Address(text, self._library)
            is_allowed = self._settings.is_allowed(cleaned(target.shown))
        except (RefusedError, ValueError):  # ValueError: it is no address at all
            raise errors.redirected(address.shown, shown(text)) from None
        if target.shown == f"{address.shown}/":  # how a server says that this is a folder
            raise errors.not_found(address.shown)
        if not is_allowed:
            raise errors.redirected(address.shown, target.shown)
        return target

    def _ask(self, address: Address, headers: "dict[str, str]", allowance: Allowance) -> Answer:
        """One request.  Raises OSError and RefusedError, in words."""
        check_transport(address, self._settings)
        who = self._credentials.header_for(address)
        headers = {**HEADERS, **headers, **({"Authorization": who} if who else {})}
        try:
            answer: Answer = self._library.apart(self._exchange, address, headers, allowance)
            return answer
        except TimeoutError:
            raise errors.too_slow(address.shown, allowance.seconds) from None
        except EOFError:
            raise self._too_large(address, allowance.most) from None
        except (self._library("http.client").HTTPException, ValueError) as error:
            raise errors.no_answer(address.shown, error) from None  # a chunk of -5 bytes, too
        except OSError as error:
            raise in_words(address, error) from None

    def _exchange(
        self, address: Address, headers: "dict[str, str]", allowance: Allowance
    ) -> Answer:
        """A connection that was kept may have ended meanwhile: then a new one is made, once."""
        connection = self._connections.take(address, allowance)
        try:
            response = connection.ask(address, headers, allowance)
        except (OSError, self._library("http.client").HTTPException) as error:
            if not connection.is_used or isinstance(error, TimeoutError):
                raise
            connection = self._connections.make(address, allowance)
            response = connection.ask(address, headers, allowance)
        return self._answer(connection, response, address, allowance)

    def _answer(
        self, connection: "Connection", response: "Any", address: Address, allowance: Allowance
    ) -> Answer:
        """The whole answer; a connection on which it failed is no use any more."""
        try:
            data = self._body(response, address, allowance.most)
        except BaseException:
            connection.close()
            raise
        finally:
            response.close()
        if response.status < WHOLE:  # the real answer follows, and would be the next request's
            connection.close()
        else:
            self._connections.give_back(address, connection)
        return Answer(response.status, response.headers, data)

    def _body(self, response: "Any", address: Address, most: int) -> bytes:
        """All bytes of an answer.  Raises OSError, RefusedError, HTTPException."""
        expected = response.length
        if expected is not None and expected > most:
            raise self._too_large(address, most)
        parts, size = [], 0
        while part := response.read(min(CHUNK, most + 1 - size)):
            parts.append(part)
            size += len(part)
            if size > most:
                raise self._too_large(address, most)
            if self._received + size > self._settings.limits.total:
                limit = f"{self._settings.limits.total} bytes"
                raise beyond_limit(address.shown, "what its server sent altogether", limit)
        if expected is not None and size != expected:
            raise errors.cut_short(address.shown, expected, size)
        self._received += size
        return b"".join(parts)

    def _too_large(self, address: Address, most: int) -> RefusedError:
        return beyond_limit(address.shown, "its size", f"{most} bytes")


def checked(address: Address, answer: Answer) -> Answer:
    """An answer that is of use.  Raises OSError, RefusedError."""
    if answer.status in ABSENT:
        raise errors.not_found(address.shown)
    if answer.status not in (WHOLE, PARTIAL, UNCHANGED):
        raise errors.failed(address.shown, answer.status)
    encoding = answer.headers.get("Content-Encoding", "identity")
    if encoding.lower() != "identity":
        raise errors.encoded(address.shown, encoding)
    return answer


def in_words(address: Address, error: OSError) -> OSError:
    """An error of the system's with the address; one that tells it already stays."""
    return error if address.shown in str(error) else errors.broken(address.shown, error)
