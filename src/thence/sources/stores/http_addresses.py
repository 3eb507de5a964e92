"""Addresses: taken apart, shown without secrets, and refused where they are not safe."""

from ..errors import RefusedError
from . import http_errors as errors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..libraries import Libraries
    from ..settings import Settings

PORTS = {"http": 80, "https": 443}
LOOPBACK_PARTS = 4  # of 127.0.0.1
SAFE_IN_ENTRY = "/%:@!$&'()*+,;=~"  # it may be quoted already
SAFE_IN_NAME = "/@!$&'()*+,;=~"


class Address:
    """Where a request goes.  ``target`` is what is sent: path and query, quoted.

    Raises RefusedError for what is no http or https address, or has a user or a password.
    """

    __slots__ = ("host", "port", "scheme", "shown", "target", "text")

    def __init__(self, text: str, library: "Libraries") -> None:
        self.text = text
        # Without a query: it may hold a signature.
        self.shown = shown(text)
        try:
            parts = library("urllib.parse").urlsplit(text)
            port = parts.port
        except ValueError:
            raise RefusedError(f"{self.shown} is no address", entry=self.shown) from None
        if parts.scheme not in PORTS or not parts.hostname or "@" in parts.netloc:
            raise errors.not_http(self.shown)
        self.scheme: str = parts.scheme
        self.host = host_of(parts.hostname, self.shown, library)
        self.port: int = port or PORTS[self.scheme]
        self.target: str = parts.path or "/"
        if parts.query:
            self.target += f"?{parts.query}"

    @property
    def place(self) -> tuple[str, str, int]:
        """What a connection belongs to."""
        return self.scheme, self.host, self.port

    @property
    def authority(self) -> str:
        """Host and port, as they stand in an address."""
        full = self.full_authority
        return full.removesuffix(f":{PORTS[self.scheme]}")

    @property
    def full_authority(self) -> str:
        """Host and port, whichever it is."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def is_confidential(self) -> bool:
        """Can nobody on the way read what is sent?"""
        return self.scheme == "https" or is_loopback(self.host)


def shown(text: str) -> str:
    """An address as everybody may see it: no user, no query, no fragment.

    >>> shown("https://user:secret@h/a?token=x#y")
    'https://h/a'
    """
    plain = text.partition("#")[0].partition("?")[0]
    scheme, separator, rest = plain.partition("://")
    if not separator:
        return plain
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


def host_of(text: str, seen: str, library: "Libraries") -> str:
    """A host's name as it is sent.  Raises RefusedError for one that is none."""
    try:
        host = text if text.isascii() else in_ascii(text, library)
    except UnicodeError:
        raise errors.not_http(seen) from None
    if not host.isprintable() or " " in host:
        raise errors.not_http(seen)
    return host


def in_ascii(host: str, library: "Libraries") -> str:
    """A name with other letters, as name servers know it.

    Not by ``encode("idna")``: the codec would be imported where the program's modules are.
    """
    convert = library("encodings.idna").ToASCII
    return ".".join(convert(label).decode() for label in host.split("."))


def is_loopback(host: str) -> bool:
    """Is it this machine?

    >>> is_loopback("127.0.0.2"), is_loopback("127.0.0.1.example.org")
    (True, False)
    """
    parts = host.split(".")
    numbers = len(parts) == LOOPBACK_PARTS and all(part.isdecimal() for part in parts)
    return host in ("localhost", "::1") or (numbers and parts[0] == "127")


def check_transport(address: Address, settings: "Settings") -> None:
    """Raise RefusedError for http without TLS that leaves this machine, unless it may."""
    if not address.is_confidential and not settings.plain_http:
        raise errors.plain_http(address.shown)


def address_of(entry: str, name: str, library: "Libraries") -> str:
    """The address of a file below a path entry."""
    quote = library("urllib.parse").quote
    scheme, _, rest = entry.partition("://")
    host, slash, path = rest.partition("/")
    path = quote(path, safe=SAFE_IN_ENTRY)
    return f"{scheme}://{host}{slash}{path}/{quote(name, safe=SAFE_IN_NAME)}"
