"""Which proxy a request goes through, from the environment: https_proxy, http_proxy, no_proxy."""

from . import http_errors as errors
from .http_addresses import Address, is_loopback
from .http_credentials import basic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..libraries import Libraries


class Proxy:
    """A proxy; ``header`` is what ``Proxy-Authorization`` says, if anything."""

    __slots__ = ("header", "host", "port", "shown")

    def __init__(self, host: str, port: int, header: str | None) -> None:
        self.host = host
        self.port = port
        self.header = header
        self.shown = f"the proxy {host}:{port}"


def proxy_for(address: Address, library: "Libraries") -> Proxy | None:
    """The proxy for an address; None: it is asked directly, as this machine always is.

    Raises RefusedError for a proxy of another kind than HTTP.
    """
    environment = library("os").environ
    if is_loopback(address.host) or not any(key.lower().endswith("_proxy") for key in environment):
        return None
    request = library("urllib.request")
    proxies = request.getproxies_environment()
    kind = address.scheme if address.scheme in proxies else "all"
    if not (text := proxies.get(kind)):
        return None
    if request.proxy_bypass_environment(address.full_authority, proxies):
        return None
    return proxy_at(text, kind, library)


def proxy_at(text: str, kind: str, library: "Libraries") -> Proxy:
    """The proxy of an address such as http://user:password@host:3128, or host:3128."""
    parse = library("urllib.parse")
    try:
        parts = parse.urlsplit(text if "://" in text else f"http://{text}")
        host, port = parts.hostname, parts.port or 80
    except ValueError:
        raise errors.bad_proxy(kind) from None
    if parts.scheme != "http" or not host:
        raise errors.bad_proxy(kind)
    header = None
    if parts.username is not None:
        pair = f"{parse.unquote(parts.username)}:{parse.unquote(parts.password or '')}"
        header = basic(pair, library)
    return Proxy(host, port, header)
