"""Databases that take a query and never answer it, or stop in the middle of the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from postgresql_server import PASSWORD
from relay import Relay, relaying

import thence
from thence.sources import Limits, Settings, Sources
from thence.sources.libraries import Libraries
from thence.sources.opening import open_source
from thence.sources.stores import postgresql, sqlalchemy

PATIENCE = 0.3  # seconds, while nobody answers; else as long as it takes
FILES = {"a.py": b"answer = 42", "b.py": b"#" * 200_000}


@pytest.fixture
def relay(postgresql) -> Iterator[Relay]:
    """What stands between the server and whoever asks it."""
    with relaying(postgresql.port) as relay:
        yield relay


@pytest.fixture(params=["postgresql", "sqlalchemy"])
def entry(request, relay, postgresql, tmp_path, monkeypatch) -> str:
    """A folder with two files, by the relay's address."""
    place = f"127.0.0.1:{relay.port}/postgres/{tmp_path.name}"
    if request.param == "postgresql":
        entry = f"postgresql://tester@{place}"
    else:
        pytest.importorskip("sqlalchemy", reason="SKIPPED: SQLAlchemy is not installed")
        login = tmp_path / "login"
        login.write_text(f"machine 127.0.0.1 login tester password {PASSWORD}", "utf-8")
        login.chmod(0o600)
        monkeypatch.setenv("NETRC", str(login))
        entry = f"sqlalchemy:postgresql+psycopg://{place}"
    publisher(entry).publish(FILES, entry, settings())
    return entry


def publisher(entry: str):
    """The module of the store."""
    return sqlalchemy if entry.startswith("sqlalchemy:") else postgresql


def settings(limits: Limits | None = None) -> Settings:
    return Settings([], Libraries(), limits=limits)


@contextmanager
def silence(relay: Relay, limits: Limits, after: int = 0) -> Iterator[None]:
    """Nobody answers meanwhile, or no more than some bytes, and nobody waits for long."""
    limits.seconds, usual = PATIENCE, limits.seconds
    try:
        with relay.silence(after):
            yield
    finally:
        limits.seconds = usual


# Nothing of an answer; its begin; the half of a file.
@pytest.mark.parametrize("after", [0, 3, 100_000])
def test_a_query_that_is_not_answered_is_given_up(entry, relay, after):
    limits = Limits()
    source = open_source(entry, settings(limits))
    source.read("a.py")

    said = rf"{re.escape(entry)}: no answer for 0\.3 seconds"
    with silence(relay, limits, after), pytest.raises(TimeoutError, match=said):
        source.read("b.py")

    assert source.read("b.py") == FILES["b.py"]


def test_a_connection_that_nobody_takes_is_given_up(entry, relay):
    limits = Limits()
    source = open_source(entry, settings(limits))

    with silence(relay, limits), pytest.raises(TimeoutError, match="no answer for"):
        source.list()

    assert set(source.list()) == set(FILES)


def test_another_entry_has_the_module(entry, relay, tmp_path):
    (tmp_path / "other.py").write_text("answer = 'disk'")
    limits = Limits()
    sources = Sources(
        [entry],
        limits=limits,
        lock=tmp_path / "lock",
        trust_first_use=True,
        cache=tmp_path / "cache",
    )
    system = thence.ImportSystem([entry, str(tmp_path)], sources=sources)
    system.import_module("a")

    with silence(relay, limits):
        system.invalidate_caches()
        assert system.import_module("other").answer == "disk"
        with pytest.raises(ModuleNotFoundError) as caught:
            system.import_module("absent")

    assert "could not be asked: TimeoutError" in "".join(caught.value.__notes__)
    assert system.import_module("b").__file__ == f"{entry}/b.py"


def test_a_publication_that_is_not_answered_is_given_up(entry, relay, monkeypatch):
    """The server falls silent when the transaction has begun."""
    put = publisher(entry).publish
    newer = {"a.py": b"answer = 43"}
    plain = publisher(entry).replace_files

    limits = Limits()

    def unanswered(*words):
        with silence(relay, limits):
            return plain(*words)

    with monkeypatch.context() as patch:
        patch.setattr(publisher(entry), "replace_files", unanswered)
        with pytest.raises(TimeoutError, match="no answer for"):
            put(newer, entry, settings(limits))

    assert open_source(entry, settings()).read("a.py") == FILES["a.py"]
    put(newer, entry, settings())
    assert open_source(entry, settings()).read("a.py") == newer["a.py"]


def test_who_listens_for_revisions_waits_on(postgresql, tmp_path):
    entry = f"{postgresql.entry}/{tmp_path.name}"
    source = postgresql_source(entry)

    assert list(source.revisions(seconds=3 * PATIENCE)) == []


def postgresql_source(entry: str) -> postgresql.PostgresqlSource:
    """A source that waits for a short time only."""
    return postgresql.PostgresqlSource(entry, settings(Limits(seconds=PATIENCE)))
