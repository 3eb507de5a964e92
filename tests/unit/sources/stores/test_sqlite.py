"""Files in a SQLite database."""

from __future__ import annotations

import io
import os
import signal
import sqlite3
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from thence.sources import Limits, RefusedError, Settings, Source
from thence.sources.libraries import Libraries
from thence.sources.opening import open_source
from thence.sources.roles import SourceRoles
from thence.sources.stores.sqlite import SqliteSource, publish


def settings(**options) -> Settings:
    return Settings([], Libraries(), **options)


class TestSqlite(SourceRoles):
    """The roles of every store."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        entry = f"sqlite://{place}/code.db"
        publish(files, entry, settings())
        return SqliteSource(entry, settings())


class TestFolderOfADatabase(SourceRoles):
    """The roles of every store, for a part of a database; its name needs quoting."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        entry = f"sqlite://{place}/odd%20 #name?.db/team_/lib"
        publish({"lib.py": b"elsewhere"}, entry.removesuffix("/lib"), settings())
        publish(files, entry, settings())
        return SqliteSource(entry, settings())


class TestBundleInADatabase(SourceRoles):
    """The roles of every store, for an archive of all files."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        entry = f"sqlite://{place}/code.db/lib"
        publish(files, entry, settings(), bundle=True)
        return SqliteSource(entry, settings())


def test_one_query_for_the_listing_and_one_for_all_files_in_a_bundle(tmp_path, queries):
    entry = f"sqlite://{tmp_path}/code.db/lib"
    publish({"a.py": b"1", "deep/b.py": b"2"}, entry, settings(), bundle=True)
    queries.clear()
    source = SqliteSource(entry, settings())

    listed = source.list()
    read = [source.read(name) for name in listed]

    assert set(listed) == {"a.py", "deep/b.py"}
    assert sorted(read) == [b"1", b"2"]
    assert len(queries) == 2


def test_a_bundle_that_was_not_published_again_is_not_read_any_more(tmp_path):
    entry = f"sqlite://{tmp_path}/code.db"
    publish({"a.py": b"1"}, entry, settings(), bundle=True)
    source = SqliteSource(entry, settings())
    source.list()
    assert source.read("a.py") == b"1"

    publish({"a.py": b"2"}, entry, settings())

    assert source.read("a.py") == b"1"
    assert set(source.list()) == {"a.py"}
    assert source.read("a.py") == b"2"


def test_a_bundle_beyond_the_limit_is_not_fetched(tmp_path):
    entry = f"sqlite://{tmp_path}/code.db"
    publish({"a.py": b"1"}, entry, settings(), bundle=True)

    assert SqliteSource(entry, settings(limits=Limits(total=10))).read("a.py") == b"1"


@pytest.fixture
def entry(tmp_path: Path) -> str:
    """The entry of a database in which a file was published twice."""
    entry = f"sqlite://{tmp_path}/code.db"
    publish({"a.py": b"1", "same.py": b"0"}, entry, settings())
    publish({"a.py": b"2", "same.py": b"0"}, entry, settings())
    return entry


@pytest.fixture
def queries(monkeypatch) -> list[str]:
    """What every connection that is opened from now on is asked."""
    asked: list[str] = []
    connect = sqlite3.connect

    def listened(*words, **options):
        connection = connect(*words, **options)
        connection.set_trace_callback(asked.append)
        return connection

    monkeypatch.setattr(sqlite3, "connect", listened)
    return asked


def test_a_listing_holds_on_to_its_revision(entry):
    source = SqliteSource(entry, settings())
    source.list()
    publish({"a.py": b"3", "new.py": b""}, entry, settings())

    assert source.read("a.py") == b"2"
    with pytest.raises(FileNotFoundError):
        source.read("new.py")
    assert set(source.list()) == {"a.py", "new.py"}
    assert source.read("a.py") == b"3"


def test_an_entry_may_name_its_revision(entry):
    source = SqliteSource(f"{entry}@1", settings())

    assert source.read("a.py") == b"1"
    assert set(source.list()) == {"a.py", "same.py"}
    assert source.fingerprint() == "1"


def test_a_revision_that_is_not_there_yet_is_an_error(entry):
    with pytest.raises(OSError, match=r"no such revision; the newest is 2"):
        SqliteSource(f"{entry}@3", settings()).list()


def test_publishing_the_same_again_is_no_revision(entry):
    said = publish({"a.py": b"2", "same.py": b"0"}, entry, settings())

    assert said == f"{entry}, revision 2"


def test_other_folders_stay_as_they_are(entry):
    publish({"b.py": b"team"}, f"{entry}/team", settings())
    publish({}, f"{entry}/team", settings())

    assert set(SqliteSource(entry, settings()).list()) == {"a.py", "same.py"}


def test_a_folder_has_none_of_another_that_begins_alike(entry):
    publish({"b.py": b""}, f"{entry}/team", settings())
    publish({"c.py": b""}, f"{entry}/teams", settings())

    assert set(SqliteSource(f"{entry}/team", settings()).list()) == {"b.py"}


def test_the_fingerprint_and_the_first_listing_are_one_query(entry, queries):
    source = SqliteSource(entry, settings())

    source.fingerprint()
    source.list()
    source.read("a.py")
    source.read("same.py")

    assert len(queries) == 3


def test_a_database_that_is_not_there_cannot_be_reached(tmp_path):
    source = SqliteSource(f"sqlite://{tmp_path}/absent.db", settings())

    with pytest.raises(OSError, match="unable to open") as caught:
        source.read("a.py")
    assert not isinstance(caught.value, FileNotFoundError)
    assert not (tmp_path / "absent.db").exists()


def test_a_database_without_the_tables_says_so(tmp_path):
    sqlite3.connect(tmp_path / "other.db").close()

    with pytest.raises(OSError, match="no such table: thence_"):
        SqliteSource(f"sqlite://{tmp_path}/other.db", settings()).list()


def test_a_file_beyond_the_limit_is_not_fetched(entry):
    source = SqliteSource(entry, settings(limits=Limits(size=0)))

    with pytest.raises(RefusedError, match=r"the size of a\.py"):
        source.read("a.py")


def test_rows_that_others_insert_may_be_text_without_a_hash(entry, tmp_path):
    with sqlite3.connect(tmp_path / "code.db") as connection:
        connection.execute("INSERT INTO thence_revisions (revision) VALUES (3)")
        connection.execute(
            "INSERT INTO thence_files (name, added_in, content) VALUES ('b.py', 3, 'ä = 1')"
        )
    connection.close()
    source = SqliteSource(entry, settings())

    assert source.list()["b.py"] is None
    assert source.read("b.py") == "ä = 1".encode()


def test_an_error_while_publishing_leaves_the_revision_as_it_was(entry):
    class Vanishing(dict):
        def items(self):
            yield "a.py", b"3"
            yield "b.py", None  # which the database refuses

    with pytest.raises((OSError, TypeError)):
        publish(Vanishing({"a.py": b"3", "b.py": None}), entry, settings())

    assert SqliteSource(entry, settings()).fingerprint() == "2"
    assert SqliteSource(entry, settings()).read("a.py") == b"2"


def test_a_relative_path_is_refused():
    for entry in ("sqlite:code.db", "sqlite://code.db"):
        with pytest.raises(RefusedError, match="absolute"):
            open_source(entry, settings())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="SKIPPED: this system has no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_child_connects_anew_even_while_a_thread_reads(entry):
    source = SqliteSource(entry, settings())
    source.read("a.py")

    with source._sessions._of[os.getpid()].lock:  # as a thread that reads holds it
        child = os.fork()
        if not child:
            signal.alarm(20)  # in place of hanging
            os._exit(0 if source.read("a.py") == b"2" else 1)

    assert os.waitpid(child, 0)[1] == 0


def test_an_archive_in_a_database_is_opened_out_of_it(entry):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("inner.py", "x = 1")
    publish({"tool.whl": stream.getvalue()}, entry, settings())

    source = open_source(f"{entry}/tool.whl", settings())

    assert source.read("inner.py") == b"x = 1"
