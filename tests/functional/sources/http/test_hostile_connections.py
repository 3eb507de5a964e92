"""Servers that break off before a request, or cannot prove who they are."""

from __future__ import annotations

import pytest
from authority import Authority
from published import publish
from web_server import reset, serving

from .conftest import GOOD, assert_says


def reset_at_once(connection):
    return reset(connection)


def reset_after_some_bytes(connection):
    connection.recv(20)
    return reset(connection)


def closed_at_once(connection):
    return True


def no_server_of_this_protocol(connection):
    connection.recv(20)
    connection.sendall(b"220 mail.example.org ESMTP\r\n")
    return True


GREETINGS = [reset_at_once, reset_after_some_bytes, closed_at_once, no_server_of_this_protocol]


class TestConnecting:
    """Before a request is made."""

    @pytest.mark.parametrize("greeting", GREETINGS)
    @pytest.mark.parametrize("scheme", ["http", "https"])
    def test_a_connection_that_ends_before_a_request(
        self, world, tmp_path, monkeypatch, greeting, scheme
    ):
        context = None
        if scheme == "https":
            authority = Authority(tmp_path)
            monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
            context = authority.context()
        with serving(context=context) as site:
            there = world(publish(site, GOOD), GOOD)
            usual, site.greeting = site.greeting, greeting

            error = there.error()

            assert_says(error, f"{site.url}/lib/.* (cannot be reached|gave no valid answer)")
            site.greeting = usual
            assert there.answer() == 42

    def test_a_server_that_is_down(self, world):
        with serving() as site:
            publish(site, GOOD)
        there = world(f"{site.url}/lib", GOOD)

        assert "cannot be reached: Connection refused" in there.error()


class TestCertificates:
    """Who answers has to prove who it is."""

    @pytest.fixture
    def authority(self, tmp_path, monkeypatch):
        made = Authority(tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
        return made

    def refused(self, context, world):
        with serving(context=context) as site:
            error = world(publish(site, GOOD), GOOD).error()
        assert site.requests == []
        assert f"{site.url}/lib" in error
        return error

    def test_an_expired_one(self, authority, world):
        error = self.refused(authority.context(is_expired=True), world)

        assert "certificate is not valid: certificate has expired" in error

    def test_one_for_another_host(self, authority, world):
        error = self.refused(authority.context("example.org"), world)

        assert "certificate is not valid: IP address mismatch" in error

    def test_one_of_an_unknown_authority(self, authority, world, tmp_path):
        stranger = tmp_path / "outer" / "inner" / "cache"
        stranger.mkdir()
        error = self.refused(Authority(stranger).context(), world)

        assert "certificate is not valid: " in error

    def test_a_valid_one(self, authority, world):
        """So that the others fail for the right reason."""
        with serving(context=authority.context()) as site:
            assert world(publish(site, GOOD), GOOD).answer() == 42

    def test_no_tls_at_all(self, site, world):
        publish(site, GOOD)

        error = world(f"{site.url}/lib".replace("http:", "https:"), GOOD).error()

        assert "cannot be reached" in error
        assert site.requests == []
