"""Files wherever fsspec reads them: here on this machine; S3 is tested with the other servers."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

import thence
from thence.sources import Limits, RefusedError, Settings, Source, Sources
from thence.sources.libraries import Libraries
from thence.sources.opening import open_source
from thence.sources.roles import FILES, SourceRoles
from thence.sources.stores.fsspec import FsspecSource, publish
from thence.sources.stores.fsspec_urls import is_local
from thence.sources.stores.library_errors import in_words

fsspec = pytest.importorskip("fsspec", reason="SKIPPED: fsspec is not installed")


def settings(**options) -> Settings:
    return Settings([], Libraries(), **options)


def put(files: Mapping[str, bytes], url: str) -> None:
    """Put files there without a listing."""
    system, root = fsspec.core.url_to_fs(url)
    if system.exists(root):
        system.rm(root, recursive=True)
    for name, data in files.items():
        system.makedirs(f"{root}/{name}".rpartition("/")[0], exist_ok=True)
        system.pipe_file(f"{root}/{name}", data)


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


class TestMemory(SourceRoles):
    """The roles of every store, without a published listing."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        put(files, f"memory://{place}/lib")
        return FsspecSource(f"memory://{place}/lib", settings())


class TestPublished(SourceRoles):
    """The roles of every store, with a published listing, in a folder."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        publish(files, f"file://{place}/lib", settings())
        return FsspecSource(f"file://{place}/lib", settings())


class TestBundled(SourceRoles):
    """The roles of every store, with an archive of all files beside the listing."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        publish(files, f"memory://{place}/lib", settings(), bundle=True)
        return FsspecSource(f"memory://{place}/lib", settings())


class TestChained(SourceRoles):
    """The roles of every store, for a folder in an archive that fsspec opens."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        below = {f"lib/{name}": data for name, data in files.items()}
        (place / "all.zip").write_bytes(zipped(below))
        entry = f"zip://lib::file://{place}/all.zip"
        return open_source(entry, settings())


def test_a_chained_url_that_ends_like_an_archive_is_fsspecs(tmp_path):
    (tmp_path / "all.zip").write_bytes(zipped({"a.py": b"answer = 42"}))
    entry = f"zip://::file://{tmp_path}/all.zip"

    system = thence.ImportSystem([entry], sources=Sources([entry], cache=tmp_path / "cache"))

    assert system.import_module("a").answer == 42


def test_an_archive_is_opened_out_of_it(tmp_path):
    fsspec.filesystem("memory").pipe_file(f"{tmp_path}/tool.whl", zipped({"a.py": b"1"}))

    source = open_source(f"memory://{tmp_path}/tool.whl", settings())
    first = source.fingerprint()
    assert source.read("a.py") == b"1"
    fsspec.filesystem("memory").pipe_file(f"{tmp_path}/tool.whl", zipped({"a.py": b"22"}))

    assert source.fingerprint() != first
    assert set(source.list()) == {"a.py"}
    assert source.read("a.py") == b"22"


def test_a_bundle_is_fetched_once_for_all(tmp_path, monkeypatch):
    publish(FILES, f"memory://{tmp_path}/lib", settings(), bundle=True)
    source = FsspecSource(f"memory://{tmp_path}/lib", settings())
    system = fsspec.filesystem("memory")
    asked = []
    read = type(system).cat_file

    def listened(system, path):
        asked.append(path)
        return read(system, path)

    monkeypatch.setattr(type(system), "cat_file", listened)

    source.fingerprint()
    names = source.list()
    read_all = {name: source.read(name) for name in names}

    assert read_all == FILES
    assert source.is_bulk
    assert [name.rpartition("/")[2][:12] for name in asked] == ["thence-index", "thence-bundl"]


def test_what_is_published_anew_removes_what_was_there_before_the_last(tmp_path):
    url = f"memory://{tmp_path}/lib"
    publish({"a.py": b"1", "b.py": b"1"}, url, settings(), bundle=True)

    publish({"a.py": b"2"}, url, settings())
    publish({"a.py": b"2", "c.py": b""}, url, settings())
    publish({"a.py": b"2"}, url, settings())

    found = fsspec.filesystem("memory").find(f"{tmp_path}/lib")
    kept = sha256(b"").hexdigest()
    assert {name.rpartition("/")[2] for name in found} == {"a.py", "thence-index.json", kept}


def test_a_file_beyond_the_limit_is_not_fetched(tmp_path):
    put({"a.py": b"too large"}, f"memory://{tmp_path}/lib")

    with pytest.raises(RefusedError, match=r"the size of a\.py"):
        FsspecSource(f"memory://{tmp_path}/lib", settings(limits=Limits(size=3))).list()


def test_a_scheme_that_nobody_knows_is_refused():
    with pytest.raises(RefusedError, match="Protocol not known: nothing"):
        open_source("nothing://here", settings()).list()


def test_a_library_that_is_missing_is_named(monkeypatch):
    gone = {"class": "absent_library.FileSystem", "err": "please install absent_library"}
    monkeypatch.setitem(sys.modules["fsspec.registry"].known_implementations, "absent", gone)

    with pytest.raises(RefusedError, match="install absent_library"):
        open_source("absent://here", settings()).list()


def test_the_library_of_a_repository_is_no_password():
    source = open_source(thence.sources.names.cleaned("github://org:repo@main/src/"), settings())

    assert source.entry == "github://org:repo@main/src"


def test_what_leads_to_another_machine_is_not_local():
    entries = {
        "memory://a": True,
        "simplecache::file:///a": True,
        "s3://bucket": False,
        "simplecache::s3://bucket": False,
        "reference::file:///a.json": False,  # it may name any URL
        "zip://a": False,
    }

    assert {entry: is_local(entry) for entry in entries} == entries


def test_a_signature_is_not_shown():
    shown = in_words(ValueError("403, url='https://h/a.py?X-Signature=s3cret'"), Libraries())

    assert shown == "ValueError: 403, url='https://h/a.py"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="SKIPPED: this system has no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_child_has_a_file_system_of_its_own(tmp_path):
    put({"a.py": b"1"}, f"file://{tmp_path}/lib")
    source = FsspecSource(f"file://{tmp_path}/lib", settings())
    source.read("a.py")

    child = os.fork()
    if not child:
        own = source.read("a.py") == b"1" and len(source._files._calls._systems._of) == 2
        os._exit(0 if own else 1)

    assert os.waitpid(child, 0)[1] == 0
