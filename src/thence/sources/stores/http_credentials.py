"""Who asks: users, passwords and tokens, from the environment and netrc.

They are sent to the host that they are for, over TLS or on this machine, and shown nowhere.
"""

from ..._engine import paths
from . import http_errors as errors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..libraries import Libraries
    from .http_addresses import Address

TOKENS = "THENCE_AUTH_TOKENS"  # token@host; user:password@host:port


class Credentials:
    """What is known about hosts.  Files are read when the first host is asked for."""

    __slots__ = ("_known", "_library")

    def __init__(self, library: "Libraries") -> None:
        self._library = library
        # Address.place -> the header's value; None: nothing is known.
        self._known: dict[tuple[str, str, int], str | None] = {}

    def header_for(self, address: "Address") -> str | None:
        """What the header ``Authorization`` says; None where nothing is to be said.

        Raises RefusedError for a file or a variable that cannot be understood.
        """
        if not address.is_confidential:
            return None
        if address.place not in self._known:
            found = self._from_environment(address) or self._from_netrc(address.host)
            self._known[address.place] = found
        return self._known[address.place]

    def _from_environment(self, address: "Address") -> str | None:
        text = self._library("os").environ.get(TOKENS, "")
        for row in text.split(";"):
            if not row.strip():
                continue
            secret, at, host = row.strip().rpartition("@")
            if not at or not secret:
                raise errors.bad_tokens()
            if host.lower() in (address.authority, address.full_authority):
                return basic(secret, self._library) if ":" in secret else f"Bearer {secret}"
        return None

    def _from_netrc(self, host: str) -> str | None:
        """Only a row of that very host: a ``default`` would go to everybody."""
        os = self._library("os")
        file = os.environ.get("NETRC") or os.path.expanduser("~/.netrc")
        if not paths.is_file(file):
            return None
        netrc = self._library("netrc")
        try:
            found = netrc.netrc(file).hosts.get(host)
        except (netrc.NetrcParseError, UnicodeDecodeError) as error:
            raise errors.bad_netrc(file, getattr(error, "lineno", None)) from None
        return basic(f"{found[0]}:{found[2]}", self._library) if found else None


def basic(pair: str, library: "Libraries") -> str:
    """User and password, as HTTP has them.

    Source: RFC 7617.
    """
    coded = library("binascii").b2a_base64(pair.encode(), newline=False)
    return f"Basic {coded.decode()}"
