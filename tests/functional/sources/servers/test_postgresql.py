"""Files in a PostgreSQL database: a real server on loopback."""

from __future__ import annotations

import os
import threading
import types
from collections.abc import Mapping
from pathlib import Path

import pytest
from postgresql_server import PASSWORD

import thence
from thence.sources import RefusedError, Settings, Source, Sources
from thence.sources.libraries import Libraries
from thence.sources.roles import SourceRoles
from thence.sources.stores import sqlalchemy, sqlite
from thence.sources.stores.postgresql import PostgresqlDatabase, PostgresqlSource, publish

PUBLISHERS = 6


def settings(**options) -> Settings:
    return Settings([], Libraries(), **options)


class TestPostgresql(SourceRoles):
    """The roles of every store."""

    @pytest.fixture(autouse=True)
    def use(self, postgresql):
        """Each test has a folder of the database to itself."""
        self.server = postgresql

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        entry = f"{self.server.entry}/{place.name}"
        publish(files, entry, settings())
        return PostgresqlSource(entry, settings())


class TestThroughSqlAlchemy(SourceRoles):
    """The roles of every store, with the user and the password from netrc."""

    @pytest.fixture(autouse=True)
    def use(self, postgresql, tmp_path, monkeypatch):
        """Each test has a folder of the database to itself."""
        pytest.importorskip("sqlalchemy", reason="SKIPPED: SQLAlchemy is not installed")
        login = tmp_path / "login"
        login.write_text(f"machine 127.0.0.1 login tester password {PASSWORD}", "utf-8")
        login.chmod(0o600)
        monkeypatch.setenv("NETRC", str(login))
        monkeypatch.delenv("PGPASSWORD")
        self.port = postgresql.port

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        url = f"postgresql+psycopg://127.0.0.1:{self.port}/postgres/{place.name}"
        sqlalchemy.publish(files, f"sqlalchemy:{url}", settings())
        return sqlalchemy.AlchemySource(f"sqlalchemy:{url}", settings())


@pytest.fixture
def entry(postgresql, tmp_path: Path) -> str:
    """The entry of a folder in which a file was published."""
    entry = f"{postgresql.entry}/{tmp_path.name}"
    publish({"a.py": b"1"}, entry, settings())
    return entry


def test_a_listing_holds_on_to_its_revision(entry):
    source = PostgresqlSource(entry, settings())
    source.list()
    publish({"a.py": b"2", "new.py": b""}, entry, settings())

    assert source.read("a.py") == b"1"
    assert set(source.list()) == {"a.py", "new.py"}
    assert source.read("a.py") == b"2"


def test_an_entry_may_name_its_revision(entry):
    first = PostgresqlSource(entry, settings()).fingerprint()
    publish({"a.py": b"2"}, entry, settings())

    assert PostgresqlSource(f"{entry}@{first}", settings()).read("a.py") == b"1"


def test_a_publication_is_told_to_whoever_waits(entry):
    source = PostgresqlSource(entry, settings())
    heard: list[int] = []
    revisions = source.revisions(seconds=60)

    def listen() -> None:
        heard.append(next(revisions))
        revisions.close()

    listening = threading.Thread(target=listen)
    listening.start()
    number = 2
    while listening.is_alive():  # the first ones may come before it listens
        publish({"a.py": str(number).encode()}, entry, settings())
        number += 1
        listening.join(0.01)

    assert heard
    assert heard[0] <= int(source.fingerprint())


def test_waiting_may_end(entry):
    assert list(PostgresqlSource(entry, settings()).revisions(seconds=0)) == []


def test_invalidated_caches_see_a_new_revision(entry, tmp_path):
    sources = Sources(
        [entry], lock=tmp_path / "lock", trust_first_use=True, cache=tmp_path / "cache"
    )
    system = thence.ImportSystem([entry], sources=sources)
    assert system.import_module("a").__file__ == f"{entry}/a.py"

    publish({"a.py": b"1", "b.py": b"answer = 42"}, entry, settings())
    with pytest.raises(ModuleNotFoundError):
        system.import_module("b")
    system.invalidate_caches()

    assert system.import_module("b").answer == 42


@pytest.mark.parametrize("kind", ["postgresql", "sqlite"])
def test_a_package_that_is_published_while_it_is_imported_is_of_one_revision(
    kind, request, tmp_path
):
    """The first module has the next revision published before it imports the second."""
    if kind == "postgresql":
        entry = f"{request.getfixturevalue('postgresql').entry}/{tmp_path.name}"
        put = publish
    else:
        entry = f"sqlite://{tmp_path}/code.db"
        put = sqlite.publish
    text = "import {hook}; {hook}.publish(); from . import part; values = ({n}, part.value)"
    hook = f"hook_{kind}"
    files = [
        {
            "pkg/__init__.py": text.format(hook=hook, n=number).encode(),
            "pkg/part.py": f"value = {number}".encode(),
        }
        for number in (1, 2)
    ]
    put(files[0], entry, settings())
    options = {"lock": tmp_path / "lock", "trust_first_use": True, "cache": tmp_path / "cache"}
    module = types.SimpleNamespace(publish=lambda: put(files[1], entry, settings()))
    system = thence.ImportSystem([entry], sources=Sources([entry], **options))
    system.modules[hook] = module

    assert system.import_module("pkg").values == (1, 1)

    fresh = {**options, "lock": tmp_path / "another"}
    later = thence.ImportSystem([entry], sources=Sources([entry], **fresh))
    later.modules[hook] = module
    assert later.import_module("pkg").values == (2, 2)


def test_of_several_publications_at_once_each_is_a_revision_whole(postgresql):
    """The first of them makes the tables."""
    import psycopg

    name = f"fresh_{os.getpid()}"
    with psycopg.connect(postgresql.entry, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    fresh = f"{postgresql.entry.rpartition('/')[0]}/{name}"
    together = threading.Barrier(PUBLISHERS)
    errors = []

    def publish_one(number: int) -> None:
        files = {f"m{n}.py": b"%d" % number for n in range(20)}
        together.wait()
        try:
            publish({**files, f"only{number}.py": b""}, fresh, settings())
        except Exception as error:  # noqa: BLE001 - told below
            errors.append(error)

    threads = [threading.Thread(target=publish_one, args=(n,)) for n in range(PUBLISHERS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert errors == []
    for revision in range(1, PUBLISHERS + 1):
        source = PostgresqlSource(f"{fresh}@{revision}", settings())
        names = source.list()
        contents = {source.read(name) for name in names if name.startswith("m")}
        only = [name for name in names if name.startswith("only")]
        assert [f"only{content.decode()}.py" for content in contents] == only


def test_a_publisher_that_is_killed_leaves_the_revision_before(entry, place):
    publish({"a.py": b"old"}, entry, settings())
    program = f"""
        import os
        from thence.sources import Settings
        from thence.sources.libraries import Libraries
        from thence.sources.stores import postgresql
        plain = postgresql.replace_files

        def cut_off(*words):
            plain(*words)
            os.kill(os.getpid(), 9)

        postgresql.replace_files = cut_off
        postgresql.publish({{"a.py": b"new", "b.py": b""}}, {entry!r}, Settings([], Libraries()))
        """
    place.environment["PGPASSWORD"] = PASSWORD

    assert place.python(program).returncode == -9

    source = PostgresqlSource(entry, settings())
    assert set(source.list()) == {"a.py"}
    assert source.read("a.py") == b"old"
    publish({"a.py": b"next"}, entry, settings())  # nobody holds a lock any more
    assert PostgresqlSource(entry, settings()).read("a.py") == b"next"


# Other tests have left threads in this process; the child asks nothing of them.
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_forked_child_connects_anew(entry):
    source = PostgresqlSource(entry, settings())
    assert source.read("a.py") == b"1"

    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if source.read("a.py") == b"1" else 1)
        finally:
            os._exit(2)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert source.read("a.py") == b"1"


@pytest.mark.parametrize(
    "name",
    ["x' OR '1'='1", "x'; DROP TABLE thence_files; --", "%(name)s", "a%sb:name.py", "q?.py"],
)
def test_names_are_no_sql(entry, name):
    with pytest.raises(FileNotFoundError):
        PostgresqlSource(entry, settings()).read(name)
    publish({name: b"2", "a.py": b"1"}, entry, settings())

    assert PostgresqlSource(entry, settings()).read(name) == b"2"
    assert PostgresqlSource(f"{entry}/it's%s", settings()).list() == {}


def test_a_server_that_stops_between_two_modules_is_asked_again_when_it_is_back(
    postgresql, tmp_path
):
    entry = f"{postgresql.entry}/{tmp_path.name}"
    publish({"one.py": b"", "two.py": b"answer = 2"}, entry, settings())
    options = {"lock": tmp_path / "lock", "trust_first_use": True, "cache": tmp_path / "cache"}
    system = thence.ImportSystem([entry], sources=Sources([entry], **options))
    system.import_module("one")

    postgresql.control("stop")
    try:
        with pytest.raises(ModuleNotFoundError, match="two"):
            system.import_module("two")
    finally:
        postgresql.control("start")

    assert system.import_module("two").answer == 2


def test_a_server_that_was_restarted_is_asked_again(entry, postgresql):
    source = PostgresqlSource(entry, settings())
    source.read("a.py")

    postgresql.control("restart")

    assert source.read("a.py") == b"1"


def test_one_query_for_the_listing_and_one_for_each_file(entry, monkeypatch):
    asked: list[str] = []
    ask = PostgresqlDatabase.rows

    def listened(database, connection, statement, parameters):
        asked.append(statement)
        return ask(database, connection, statement, parameters)

    monkeypatch.setattr(PostgresqlDatabase, "rows", listened)
    source = PostgresqlSource(entry, settings())

    source.fingerprint()
    source.list()
    source.read("a.py")

    assert len(asked) == 2


def test_a_wrong_password_is_an_error_that_does_not_show_it(entry, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", "wrong-staple")

    with pytest.raises(OSError, match="password authentication failed") as caught:
        PostgresqlSource(entry, settings()).list()
    assert "staple" not in f"{caught.value!r}{caught.value.__cause__!r}"


def test_a_server_that_is_down_does_not_hide_what_others_have(postgresql, tmp_path):
    down = "postgresql://127.0.0.1:1/code"
    (tmp_path / "a.py").write_text("answer = 'disk'")
    options = {"lock": tmp_path / "lock", "trust_first_use": True, "cache": tmp_path / "cache"}
    system = thence.ImportSystem([down, str(tmp_path)], sources=Sources([down], **options))

    assert system.import_module("a").answer == "disk"
    with pytest.raises(ModuleNotFoundError) as caught:
        system.import_module("b")
    assert "127.0.0.1:1/code could not be asked" in "".join(caught.value.__notes__)


@pytest.mark.parametrize("entry", ["postgresql://", "postgresql://host", "postgresql:code"])
def test_an_entry_without_a_database_is_refused(entry):
    with pytest.raises(RefusedError, match="name of the database"):
        PostgresqlSource(entry, settings())


def test_a_query_is_refused_and_not_shown():
    with pytest.raises(RefusedError) as caught:
        PostgresqlSource("postgresql://host/code?password=secret", settings())
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("place", "checked"),
    [("/code", False), ("me@localhost/code", False), ("127.0.0.1:5432/code", False),
     ("[::1]:5432/code", False), ("[::1]/code", False), ("db.example.org/code", True),
     ("me@db.example.org:5432/code", True), ("10.0.0.1/code", True)],
)  # fmt: skip
def test_a_server_elsewhere_has_to_prove_itself(place, checked, monkeypatch):
    monkeypatch.delenv("PGSSLMODE", raising=False)

    assert PostgresqlDatabase("", place, settings())._has_to_prove_itself() is checked
    assert not PostgresqlDatabase("", place, settings(plain_http=True))._has_to_prove_itself()
