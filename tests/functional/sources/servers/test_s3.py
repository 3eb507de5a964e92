"""Files in S3: a real S3 API on loopback (moto's server), read by s3fs."""

from __future__ import annotations

import io
import random
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

import thence
from thence.sources import Limits, RefusedError, Settings, Source, Sources
from thence.sources.libraries import Libraries
from thence.sources.opening import open_source
from thence.sources.roles import FILES, SourceRoles
from thence.sources.stores.fsspec import FsspecSource, publish


def settings() -> Settings:
    return Settings([], Libraries())


@pytest.mark.usefixtures("s3")
class TestPublished(SourceRoles):
    """The roles of every store, with a published listing."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        entry = f"s3://code/{place.name}"
        publish(files, entry, settings())
        return FsspecSource(entry, settings())


@pytest.mark.usefixtures("s3")
class TestListed(SourceRoles):
    """The roles of every store, for a folder that somebody else filled."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        system = sys.modules["fsspec"].filesystem("s3")
        if system.exists(f"code/{place.name}"):
            system.rm(f"code/{place.name}", recursive=True)
        for name, data in files.items():
            system.pipe_file(f"code/{place.name}/{name}", data)
        return FsspecSource(f"s3://code/{place.name}", settings())


def test_one_request_for_the_listing_and_one_for_each_file(s3, tmp_path):
    entry = f"s3://code/{tmp_path.name}"
    publish(FILES, entry, settings())
    source = FsspecSource(entry, settings())
    source.read("alone.py")  # opens the bucket
    s3.requests.clear()

    source.fingerprint()
    for name in source.list():
        source.read(name)

    assert len(s3.requests) == 1 + len(FILES)


@pytest.mark.parametrize(("padding", "spans"), [(0, 1), (2 << 20, 2)])
def test_an_archive_is_read_by_ranges(s3, tmp_path, padding, spans):
    """The end first, which may be all; then the part with the module."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.py", "answer = 42")
        archive.writestr("data.bin", random.Random(padding).randbytes(padding))
    publish({"tool.whl": stream.getvalue()}, f"s3://code/{tmp_path.name}", settings())
    entry = f"s3://code/{tmp_path.name}/tool.whl"
    options = {"lock": tmp_path / "lock", "trust_first_use": True, "cache": tmp_path / "cache"}

    system = thence.ImportSystem([entry], sources=Sources([entry], **options))

    s3.requests.clear()
    assert system.import_module("a").answer == 42
    fetched = [each for each in s3.requests if each.startswith("GET") and "tool.whl" in each]
    assert len(fetched) == spans


def test_an_archive_of_a_server_that_falls_silent_is_given_up(s3, tmp_path):
    """Between its end, which has come, and the part with the module."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.py", "answer = 42")
        archive.writestr("data.bin", random.Random(0).randbytes(2 << 20))
    entry = f"s3://code/{tmp_path.name}/tool.whl"
    publish({"tool.whl": stream.getvalue()}, entry.rpartition("/")[0], settings())
    limits = Limits()
    source = open_source(entry, Settings([entry], Libraries(), limits=limits))
    assert set(source.list() or ()) == {"a.py", "data.bin"}
    limits.seconds = 0.1

    with s3.silence(), pytest.raises(TimeoutError, match=r"tool\.whl: FSTimeoutError"):
        source.read("a.py")


def test_a_bucket_that_is_not_there_cannot_be_reached(s3, tmp_path):
    options = {"lock": tmp_path / "lock", "trust_first_use": True, "cache": tmp_path / "cache"}
    entry = "s3://absent"
    system = thence.ImportSystem([entry], sources=Sources([entry], **options))

    with pytest.raises(ModuleNotFoundError) as caught:
        system.import_module("a")
    assert "absent could not be asked" in "".join(caught.value.__notes__)


def test_a_secret_is_not_shown(s3, tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setattr(sys.modules["s3fs"].S3FileSystem, "retries", 1)
    sys.modules["s3fs"].S3FileSystem.clear_instance_cache()
    try:
        with pytest.raises(OSError, match="s3://code") as caught:
            FsspecSource(f"s3://code/{tmp_path.name}", settings()).list()
    finally:
        sys.modules["s3fs"].S3FileSystem.clear_instance_cache()
    assert "s3cret" not in f"{caught.value!r}{caught.value.__cause__!r}"


def test_of_a_large_file_no_more_is_fetched_than_the_limit(s3, tmp_path, monkeypatch):
    """And the connection is good for the next one."""
    entry = f"s3://code/{tmp_path.name}"
    publish({"large.py": b"#" * (8 << 20), "a.py": b"1", "empty.py": b""}, entry, settings())
    source = FsspecSource(entry, Settings([], Libraries(), limits=Limits(size=10_000)))
    source.read("empty.py")  # opens the bucket
    body = sys.modules["aiobotocore.response"].AioStreamingBody
    plain, received = body.read, []

    async def heard(self, *words, **options):
        data = await plain(self, *words, **options)
        received.append(len(data))
        return data

    monkeypatch.setattr(body, "read", heard)

    with pytest.raises(RefusedError, match=r"the size of large\.py exceeds the limit of 10000"):
        source.read("large.py")

    assert sum(received) == 10_001
    assert (source.read("a.py"), source.read("empty.py")) == (b"1", b"")


def test_of_a_long_listing_no_more_pages_are_fetched_than_the_limit(s3, tmp_path, monkeypatch):
    monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "3")  # in a page, where nobody asks for others
    system = sys.modules["fsspec"].filesystem("s3")
    for number in range(20):
        system.pipe_file(f"code/{tmp_path.name}/m{number}.py", b"")
    source = FsspecSource(f"s3://code/{tmp_path.name}", Settings([], Libraries(), limits=Limits()))
    few = FsspecSource(source.entry, Settings([], Libraries(), limits=Limits(number=4)))
    assert len(source.list()) == 20
    s3.requests.clear()

    with pytest.raises(RefusedError, match="the number of its files exceeds the limit of 4"):
        few.list()

    assert [each for each in s3.requests if each.endswith("/code")] == ["GET /code"]


def test_a_file_system_without_streams_is_asked_for_a_range(s3, tmp_path, monkeypatch):
    """And for a size only where there is no range of it."""
    entry = f"s3://code/{tmp_path.name}"
    publish({"large.py": b"#" * 20_000, "a.py": b"1", "empty.py": b""}, entry, settings())
    source = FsspecSource(entry, Settings([], Libraries(), limits=Limits(size=10_000)))
    source.read("a.py")
    monkeypatch.delattr(sys.modules["s3fs"].S3FileSystem, "open_async")
    s3.requests.clear()

    with pytest.raises(RefusedError, match=r"the size of large\.py exceeds the limit"):
        source.read("large.py")
    assert source.read("a.py") == b"1"
    assert len(s3.requests) == 2
    assert source.read("empty.py") == b""
