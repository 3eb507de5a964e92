"""Which SSH servers may be talked to: those whose keys are known, as for ``ssh`` itself.

Left alone, fsspec takes any key for the server's: whoever stands between could send other files,
of which there are no hashes yet when a source is pinned.
"""

from ..errors import no_store
from ..in_common import import_in_common

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..settings import Settings

SCHEMES = ("sftp", "ssh")
WAITS = ("timeout", "banner_timeout", "auth_timeout")  # paramiko's, each for a part of connecting
KNOWN_HOSTS = ("~/.ssh/known_hosts", "/etc/ssh/ssh_known_hosts")


def options_for(url: str, settings: "Settings") -> "dict[str, Any]":
    """What fsspec's file system for SSH is made with.

    Raises ImportError without paramiko, RefusedError for an fsspec that takes any key.
    """
    options = dict.fromkeys(WAITS, settings.limits.seconds)
    if settings.plain_http:
        return options
    if not hasattr(import_in_common("fsspec.implementations.sftp"), "HOST_KEY_POLICIES"):
        raise no_store(url, "takes any server's key: a newer one has host_key_policy")
    return options | {"host_key_policy": policy(import_in_common("paramiko"), settings)}


def limit(system: "Any", seconds: float) -> None:
    """Let an open file system for SSH end by itself, where its server does not answer."""
    channel = getattr(getattr(system, "ftp", None), "get_channel", None)  # paramiko's
    if channel is not None:
        channel().settimeout(seconds)


def policy(paramiko: "Any", settings: "Settings") -> "Any":
    """What paramiko asks about each server's key."""
    expand = settings.library("posixpath").expanduser

    class KnownHosts(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
        """Refuses a server whose key no file names."""

        def __repr__(self) -> str:
            return "<known hosts>"  # by which fsspec knows file systems apart

        def missing_host_key(self, client: "Any", hostname: str, key: "Any") -> None:  # noqa: ARG002
            """Return for a known key.  Raises SSHException, which ends the connection."""
            keys = paramiko.HostKeys()
            for file in map(expand, KNOWN_HOSTS):
                try:
                    keys.load(file)
                except OSError:
                    continue
            if not keys.check(hostname, key):
                raise paramiko.SSHException(
                    f"the {key.get_name()} key of {hostname} is not in {KNOWN_HOSTS[0]}: connect "
                    "with ssh once, or ask its administrator for it"
                )

    return KnownHosts()
