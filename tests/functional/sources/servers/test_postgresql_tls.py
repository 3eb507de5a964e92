"""PostgreSQL with TLS: a server that is not on this machine has to prove who it is.

127.0.0.2 and 127.0.0.3 are other machines, for all that thence knows.
"""

from __future__ import annotations

from collections.abc import Iterator

import postgresql_server
import pytest
from authority import Authority

from thence.sources import Settings
from thence.sources.libraries import Libraries
from thence.sources.stores.postgresql import PostgresqlSource, publish

ABSENT = "SKIPPED: {} is not installed; PostgreSQL with TLS is NOT TESTED"


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    """Whom the server's certificate is of."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def started(authority) -> Iterator[postgresql_server.Server]:
    """A server whose certificate is for 127.0.0.2, and has a file in its database."""
    pytest.importorskip("psycopg", reason=ABSENT.format("psycopg"))
    programs = postgresql_server.server_programs()
    if programs is None:
        pytest.skip(ABSENT.format("PostgreSQL's server"))
    certify = lambda folder: authority.files(folder, "127.0.0.2")  # noqa: E731
    with postgresql_server.running(programs, certify) as server:
        yield server


@pytest.fixture
def place(started, monkeypatch) -> str:
    """``{}`` and the port, with a file there that may be read, from whoever it is asked."""
    monkeypatch.setenv("PGPASSWORD", postgresql_server.PASSWORD)
    for name in ("PGSSLMODE", "PGSSLROOTCERT"):
        monkeypatch.delenv(name, raising=False)
    publish({"a.py": b"1"}, started.entry, settings())
    return started.entry.replace("127.0.0.1", "{}")


def settings(**options) -> Settings:
    return Settings([], Libraries(), **options)


def test_a_server_with_a_certificate_of_a_known_authority_is_asked(place, authority, monkeypatch):
    monkeypatch.setenv("PGSSLROOTCERT", str(authority.file))

    assert PostgresqlSource(place.format("127.0.0.2"), settings()).read("a.py") == b"1"


def test_a_server_of_an_unknown_authority_is_not(place):
    with pytest.raises(OSError, match=r"root\.crt|certificate verify failed"):
        PostgresqlSource(place.format("127.0.0.2"), settings()).read("a.py")


def test_a_server_with_a_certificate_for_another_host_is_not(place, authority, monkeypatch):
    monkeypatch.setenv("PGSSLROOTCERT", str(authority.file))

    with pytest.raises(OSError, match="does not match host name"):
        PostgresqlSource(place.format("127.0.0.3"), settings()).read("a.py")


def test_whoever_says_so_need_not_know_who_it_is(place, monkeypatch):
    asked = PostgresqlSource(place.format("127.0.0.3"), settings(plain_http=True))
    assert asked.read("a.py") == b"1"

    monkeypatch.setenv("PGSSLMODE", "require")
    assert PostgresqlSource(place.format("127.0.0.3"), settings()).read("a.py") == b"1"
