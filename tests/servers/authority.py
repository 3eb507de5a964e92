"""A certificate authority of the tests' own."""

from __future__ import annotations

import datetime
import ssl
from pathlib import Path
from typing import Any

import pytest

YEAR = datetime.timedelta(days=365)


class Authority:
    """Makes certificates; ``file`` holds its own, to be trusted by OpenSSL (SSL_CERT_FILE)."""

    def __init__(self, folder: Path) -> None:
        reason = (
            "SKIPPED: TLS is NOT TESTED: trustme, which makes the certificates, is not installed"
        )
        self._made = pytest.importorskip("trustme", reason=reason).CA()
        self.file = folder / "authority.pem"
        self._made.cert_pem.write_to_path(self.file)

    def context(self, *hosts: str, is_expired: bool = False) -> ssl.SSLContext:
        """What a server needs to be one of these hosts."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._issued(hosts, is_expired).configure_cert(context)
        return context

    def files(self, folder: Path, *hosts: str, is_expired: bool = False) -> tuple[Path, Path]:
        """The same as files of a folder: the certificate, and its key."""
        made = self._issued(hosts, is_expired)
        certificate, key = folder / "server.pem", folder / "server.key"
        certificate.write_bytes(b"".join(each.bytes() for each in made.cert_chain_pems))
        made.private_key_pem.write_to_path(key)
        return certificate, key

    def _issued(self, hosts: tuple[str, ...], is_expired: bool) -> Any:
        now = datetime.datetime.now(datetime.UTC)
        span: dict[str, Any] = {"not_before": now - 2 * YEAR, "not_after": now - YEAR}
        return self._made.issue_cert(*(hosts or ("127.0.0.1",)), **span if is_expired else {})
