"""Files in a MariaDB database, by SQLAlchemy and PyMySQL: a real server on loopback."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import mariadb_server
import pytest
from authority import Authority
from postgresql_server import PASSWORD, USER
from relay import relaying

import thence
from thence.sources import Limits, Settings, Source, Sources
from thence.sources.libraries import Libraries
from thence.sources.roles import SourceRoles
from thence.sources.stores.sqlalchemy import AlchemySource, publish

ABSENT = "SKIPPED: {} is not installed; MariaDB and MySQL are NOT TESTED"


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    """Whom the server's certificate is of, which is for 127.0.0.2."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def port(authority) -> Iterator[int]:
    """That of a server."""
    pytest.importorskip("sqlalchemy", reason=ABSENT.format("SQLAlchemy"))
    pytest.importorskip("pymysql", reason=ABSENT.format("PyMySQL"))
    program = mariadb_server.server_program()
    if program is None:
        pytest.skip(ABSENT.format("MariaDB's server"))
    certify = lambda folder: authority.files(folder, "127.0.0.2")  # noqa: E731
    with mariadb_server.running(program, certify) as port:
        yield port


@pytest.fixture
def server(port, tmp_path, monkeypatch) -> str:
    """The entry of its database; netrc has the password."""
    login = tmp_path / "login"
    hosts = ("127.0.0.1", "127.0.0.2", "127.0.0.3")
    rows = [f"machine {host} login {USER} password {PASSWORD}\n" for host in hosts]
    login.write_text("".join(rows), "utf-8")
    login.chmod(0o600)
    monkeypatch.setenv("NETRC", str(login))
    return f"sqlalchemy:mysql+pymysql://127.0.0.1:{port}/code"


def settings(**options) -> Settings:
    return Settings([], Libraries(), **options)


class TestMariaDb(SourceRoles):
    """The roles of every store."""

    @pytest.fixture(autouse=True)
    def use(self, server):
        """Each test has a folder of the database to itself."""
        self.server = server

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        entry = f"{self.server}/{place.name}"
        publish(files, entry, settings())
        return AlchemySource(entry, settings())


def test_names_that_differ_in_case_accents_or_spaces_alone_are_not_taken_for_each_other(server):
    files = {"a/Readme.txt": b"1", "a/readmé.txt": b"3", "a/b.py": b"4"}
    publish(files, server, settings())
    source = AlchemySource(server, settings())

    assert {name: source.read(name) for name in source.list()} == files
    for absent in ("a/README.txt", "a/readme.txt", "a/b.py ", "A/b.py"):
        with pytest.raises(FileNotFoundError):
            source.read(absent)


def test_large_files_and_all_bytes_come_as_they_were(server, tmp_path):
    entry = f"{server}/{tmp_path.name}"
    files = {"all.bin": bytes(range(256)), "large.bin": b"\0\xff'\\" * 300_000}
    publish(files, entry, settings())

    source = AlchemySource(entry, settings())

    assert {name: source.read(name) for name in source.list()} == files


def test_a_module_is_imported_and_then_comes_from_the_cache(server, tmp_path):
    entry = f"{server}/{tmp_path.name}"
    publish({"pkg/__init__.py": b"from .part import answer", "pkg/part.py": b"answer = 42"},
            entry, settings())  # fmt: skip
    options = {"lock": tmp_path / "lock", "cache": tmp_path / "cache"}
    first = thence.ImportSystem([entry], sources=Sources([entry], trust_first_use=True, **options))
    assert first.import_module("pkg").answer == 42

    offline = thence.ImportSystem([entry], sources=Sources([entry], offline=True, **options))
    assert offline.import_module("pkg").answer == 42
    assert PASSWORD not in f"{(tmp_path / 'lock').read_text()}{offline.modules['pkg'].__spec__}"


def test_a_server_that_falls_silent_is_given_up(server, port, tmp_path):
    publish({"a.py": b"answer = 42"}, f"{server}/{tmp_path.name}", settings())
    with relaying(port) as relay:
        entry = f"{server.replace(str(port), str(relay.port))}/{tmp_path.name}"
        source = AlchemySource(entry, settings(limits=Limits(seconds=0.5)))
        source.list()

        with relay.silence(), pytest.raises(TimeoutError, match=r"no answer for 0\.5 seconds"):
            source.read("a.py")

        assert source.read("a.py") == b"answer = 42"


def test_a_wrong_password_is_not_shown(server, tmp_path, monkeypatch):
    login = tmp_path / "other"
    login.write_text(f"machine 127.0.0.1 login {USER} password wrong-staple", "utf-8")
    login.chmod(0o600)
    monkeypatch.setenv("NETRC", str(login))

    with pytest.raises(OSError, match="Access denied") as caught:
        AlchemySource(server, settings()).list()
    assert "staple" not in f"{caught.value!r}{caught.value.__cause__!r}"


class TestTls:
    """A server that is not on this machine has to prove who it is; 127.0.0.2 and .3 are none."""

    def test_one_with_a_certificate_of_a_known_authority_is_asked(
        self, server, authority, monkeypatch
    ):
        publish({"a.py": b"1"}, server, settings())
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))

        source = AlchemySource(server.replace("127.0.0.1", "127.0.0.2"), settings())
        assert source.read("a.py") == b"1"
        with pytest.raises(OSError, match="IP address mismatch"):
            AlchemySource(server.replace("127.0.0.1", "127.0.0.3"), settings()).read("a.py")

    def test_one_of_an_unknown_authority_is_not_but_by_an_explicit_word(self, server):
        publish({"a.py": b"1"}, server, settings())
        entry = server.replace("127.0.0.1", "127.0.0.2")

        with pytest.raises(OSError, match="certificate verify failed"):
            AlchemySource(entry, settings()).read("a.py")
        assert AlchemySource(entry, settings(plain_http=True)).read("a.py") == b"1"
