"""A web server for tests of the HTTP store."""

from __future__ import annotations

import os

import pytest
from web_server import serving


@pytest.fixture
def site():
    with serving() as site:
        yield site


@pytest.fixture
def other():
    with serving() as site:
        yield site


@pytest.fixture
def environment(monkeypatch, tmp_path):
    """Nothing of this machine's proxies and users."""
    for name in os.environ:
        if name.lower().endswith("_proxy") or name == "THENCE_AUTH_TOKENS":
            monkeypatch.delenv(name)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    return monkeypatch
