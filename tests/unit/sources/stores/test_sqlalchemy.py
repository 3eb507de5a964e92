"""Files in a database that SQLAlchemy reaches: here SQLite; a server is tested with others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from thence.sources import RefusedError, Settings, Source
from thence.sources.libraries import Libraries
from thence.sources.roles import SourceRoles
from thence.sources.stores.sqlalchemy import AlchemyDatabase, AlchemySource, place_of, publish
from thence.sources.stores.sqlalchemy_tls import options_for
from thence.sources.stores.sqlite import SqliteSource


def settings() -> Settings:
    return Settings([], Libraries())


@pytest.fixture
def sqlalchemy():
    """Skips where it is not installed."""
    return pytest.importorskip("sqlalchemy", reason="SKIPPED: SQLAlchemy is not installed")


@pytest.mark.usefixtures("sqlalchemy")
class TestSqlAlchemy(SourceRoles):
    """The roles of every store."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        entry = f"sqlalchemy:sqlite:///{place}/code.db"
        publish(files, entry, settings())
        return AlchemySource(entry, settings())


@pytest.mark.usefixtures("sqlalchemy")
def test_the_tables_are_those_of_the_other_stores(tmp_path):
    publish({"a.py": b"1"}, f"sqlalchemy:sqlite:///{tmp_path}/code.db/team", settings())

    assert SqliteSource(f"sqlite://{tmp_path}/code.db", settings()).read("team/a.py") == b"1"


@pytest.mark.usefixtures("sqlalchemy")
def test_a_driver_that_is_missing_is_named():
    with pytest.raises(RefusedError, match=r"pymssql, by which .* is not installed$"):
        AlchemySource("sqlalchemy:mssql+pymssql://host/code", settings()).list()


@pytest.mark.usefixtures("sqlalchemy")
def test_user_and_password_come_from_netrc(tmp_path, monkeypatch):
    pytest.importorskip("psycopg", reason="SKIPPED: psycopg is not installed")
    (tmp_path / "netrc").write_text("machine db.example.org login me password s3cret")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    url = "postgresql+psycopg://db.example.org/code"  # nobody connects

    engine = AlchemyDatabase("sqlalchemy:" + url, url, settings()).engine()

    assert (engine.url.username, engine.url.password) == ("me", "s3cret")
    assert "s3cret" not in repr(engine)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql+psycopg://db.example.org/code", {"sslmode": "verify-full"}),
        ("postgresql+psycopg2://db.example.org/code", {"sslmode": "verify-full"}),
        ("postgresql+psycopg://localhost/code", {}),
        ("postgresql+psycopg:///code", {}),
        ("mysql+mysqldb://db.example.org/code", {"ssl_mode": "VERIFY_IDENTITY"}),
        ("mysql+mysqldb://127.0.0.1/code", {}),
        ("mssql+pymssql://db.example.org/code", {}),
    ],
)
def test_drivers_are_told_that_a_server_elsewhere_has_to_prove_itself(
    sqlalchemy, monkeypatch, url, told
):
    monkeypatch.delenv("PGSSLMODE", raising=False)
    made = sqlalchemy.engine.make_url(url)

    assert options_for(made, settings()) == told
    assert options_for(made, Settings([], Libraries(), plain_http=True)) == {}
    monkeypatch.setenv("PGSSLMODE", "prefer")
    assert "sslmode" not in options_for(made, settings())


def test_databases_folders_and_revisions_are_told_apart():
    read = {
        entry: str(place_of(f"sqlalchemy:{entry}"))
        for entry in (
            "mysql+pymysql://me@host:3306/code/team/lib@7",
            "sqlite:////srv/code.db/team",
        )
    }

    assert list(read.values()) == [
        "mysql+pymysql://me@host:3306/code, folder team/lib, revision 7",
        "sqlite:////srv/code.db, folder team, revision None",
    ]


def test_what_is_no_url_is_refused():
    with pytest.raises(RefusedError, match="dialect"):
        AlchemySource("sqlalchemy:code", settings())
