"""Files in Google's Cloud Storage: its API on loopback (gcp-storage-emulator), read by gcsfs."""

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
from thence.sources.roles import FILES, SourceRoles
from thence.sources.stores.fsspec import FsspecSource, publish


def settings(**limits: int) -> Settings:
    return Settings([], Libraries(), limits=Limits(**limits))


def put(files: Mapping[str, bytes], folder: str) -> None:
    """Put files there without a listing, in place of what was there."""
    system = sys.modules["fsspec"].filesystem("gs")
    for each in system.find(folder):
        system.rm_file(each)
    for name, data in files.items():
        system.pipe_file(f"{folder}/{name}", data)


@pytest.mark.usefixtures("gcs")
class TestPublished(SourceRoles):
    """The roles of every store, with a published listing."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        entry = f"gs://code/{place.name}"
        publish(files, entry, settings())
        return FsspecSource(entry, settings())


@pytest.mark.usefixtures("gcs")
class TestListed(SourceRoles):
    """The roles of every store, for a folder that somebody else filled."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        put(files, f"code/{place.name}")
        return FsspecSource(f"gs://code/{place.name}", settings())


def test_one_request_for_the_listing_and_one_for_each_file(gcs, tmp_path):
    """But for what is empty, of which HTTP has no range: its size is asked for, too."""
    entry = f"gs://code/{tmp_path.name}"
    publish(FILES, entry, settings())
    source = FsspecSource(entry, settings())
    full = [name for name, data in FILES.items() if data]
    gcs.requests.clear()

    source.fingerprint()
    assert set(source.list() or ()) == set(FILES)
    for name in full:
        source.read(name)

    assert len(gcs.requests) == 1 + len(full)


@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")  # aiohttp's, of gcsfs
@pytest.mark.parametrize(("padding", "spans"), [(0, 1), (2 << 20, 2)])
def test_an_archive_is_read_by_ranges(gcs, tmp_path, padding, spans):
    """The end first, which may be all; then the part with the module."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.py", "answer = 42")
        archive.writestr("data.bin", random.Random(padding).randbytes(padding))
    entry = f"gs://code/{tmp_path.name}/tool.whl"
    publish({"tool.whl": stream.getvalue()}, entry.rpartition("/")[0], settings())
    options = {"lock": tmp_path / "lock", "trust_first_use": True, "cache": tmp_path / "cache"}
    system = thence.ImportSystem([entry], sources=Sources([entry], **options))
    gcs.requests.clear()

    assert system.import_module("a").answer == 42

    fetched = [each for each in gcs.requests if each.startswith("GET /download")]
    assert len(fetched) == spans


def test_of_a_large_file_no_more_is_asked_for_than_the_limit(gcs, tmp_path):
    entry = f"gs://code/{tmp_path.name}"
    publish({"large.py": b"#" * 30_000, "a.py": b"1"}, entry, settings())
    source = FsspecSource(entry, settings(size=10_000))
    gcs.spans.clear()

    with pytest.raises(RefusedError, match=r"the size of large\.py exceeds the limit of 10000"):
        source.read("large.py")

    assert gcs.spans[-1] == "bytes=0-10000"
    assert source.read("a.py") == b"1"


def test_of_a_long_listing_no_more_is_asked_for_than_the_limit(gcs, tmp_path):
    put({f"m{number}.py": b"" for number in range(20)}, f"code/{tmp_path.name}")
    source = FsspecSource(f"gs://code/{tmp_path.name}", settings(number=4))

    with pytest.raises(RefusedError, match="the number of its files exceeds the limit of 4"):
        source.list()

    assert gcs.requests[-1].endswith("maxResults=5")


def test_a_bucket_that_is_not_there_cannot_be_reached(gcs, tmp_path):
    options = {"lock": tmp_path / "lock", "trust_first_use": True, "cache": tmp_path / "cache"}
    entry = "gs://absent/lib"
    system = thence.ImportSystem([entry], sources=Sources([entry], **options))

    with pytest.raises(ModuleNotFoundError) as caught:
        system.import_module("a")
    assert "absent/lib could not be asked" in "".join(caught.value.__notes__)


def test_a_server_that_falls_silent_is_given_up(gcs, tmp_path):
    entry = f"gs://code/{tmp_path.name}"
    publish({"a.py": b"answer = 42"}, entry, settings())
    patience = settings()
    source = FsspecSource(entry, patience)
    source.list()
    patience.limits.seconds = 0.1

    with gcs.silence(), pytest.raises(TimeoutError, match=r"a\.py: FSTimeoutError"):
        source.read("a.py")

    patience.limits.seconds = 60
    assert source.read("a.py") == b"answer = 42"
