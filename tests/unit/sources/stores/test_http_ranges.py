"""Archives at a URL: whole if they are small, else those parts that are read."""

from __future__ import annotations

import io
import random
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from published import settings_of
from web_server import serving

from thence.sources import Source
from thence.sources.opening import open_source
from thence.sources.roles import SourceRoles
from thence.sources.stores.ranges import TAIL

SMALL = {"pkg/__init__.py": b"", "pkg/a.py": b"value = 1\n"}
LARGE = {**SMALL, **{f"data/{n}.bin": random.Random(n).randbytes(1 << 19) for n in range(6)}}


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def archive_at(site, data, name="tool.zip"):
    site.files[f"lib/{name}"] = data
    return open_source(f"{site.url}/lib/{name}", settings_of(site.url))


class TestArchiveOnAServer(SourceRoles):
    """The roles of every store."""

    @pytest.fixture(autouse=True)
    def _server(self):
        with serving() as self.site:
            yield

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        return archive_at(self.site, zipped(files))


class TestLargeArchiveOnAServer(TestArchiveOnAServer):
    """The roles of every store, read by ranges."""

    @pytest.fixture(autouse=True)
    def _small_ranges(self, monkeypatch):
        monkeypatch.setattr("thence.sources.stores.ranges.TAIL", 1200)
        monkeypatch.setattr("thence.sources.stores.ranges.BLOCK", 100)


def test_a_small_archive_is_one_request(site):
    archive = archive_at(site, zipped(SMALL))

    assert {name: archive.read(name) for name in archive.list()} == SMALL
    assert site.requests == ["lib/tool.zip"]
    assert archive.is_bulk


def test_of_a_large_one_only_the_directory_and_what_is_read_is_fetched(site):
    data = zipped(LARGE)
    archive = archive_at(site, data)
    sent = []
    site.gate = lambda handler: sent.append(handler.headers["Range"])

    assert set(archive.list()) == set(LARGE)
    assert archive.read("pkg/a.py") == SMALL["pkg/a.py"]

    assert len(data) > 3 * TAIL
    assert sent == [f"bytes=-{TAIL}", sent[1]]
    assert not archive.is_bulk


def test_all_of_a_large_one_can_be_read(site):
    data = zipped(LARGE)
    archive = archive_at(site, data)

    assert {name: archive.read(name) for name in archive.list()} == LARGE
    assert archive.archive() == data


def test_a_server_without_ranges_sends_it_whole(site):
    site.has_ranges = False
    archive = archive_at(site, zipped(LARGE))

    assert {name: archive.read(name) for name in archive.list()} == LARGE
    assert len(site.requests) == 1


def test_an_archive_of_another_kind_is_fetched_whole(site):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, data in SMALL.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    source = archive_at(site, stream.getvalue(), "tool.tar.gz")

    assert {name: source.read(name) for name in source.list()} == SMALL
    assert "Range" not in site.headers[0]


def test_an_unchanged_archive_is_not_sent_again(site):
    archive = archive_at(site, zipped(SMALL))
    archive.list()
    sizes = []
    site.gate = lambda handler: sizes.append(handler.headers["If-None-Match"])

    assert set(archive.list()) == set(SMALL)
    assert archive.read("pkg/a.py") == SMALL["pkg/a.py"]
    assert len(sizes) == 1
    assert sizes[0] is not None


def test_a_changed_archive_is_opened_anew(site):
    archive = archive_at(site, zipped(SMALL))
    archive.list()
    site.files["lib/tool.zip"] = zipped({"other.py": b"2"})

    assert set(archive.list()) == {"other.py"}


@pytest.mark.parametrize(
    "change",
    [
        lambda handler, data: handler.send(data),
        lambda handler, data: handler.send(data[:50], 206, Content_Range="bytes 0-49/50"),
        lambda handler, data: handler.send(data[:50], 206, Content_Range="nonsense"),
        lambda handler, data: handler.send(data[:50], 206),
        lambda handler, data: handler.send(
            data[:50], 206, Content_Range=f"bytes 0-49/{len(data)}", ETag='"another"'
        ),
    ],
)
def test_a_range_that_contradicts_the_first_is_an_error(site, change):
    data = zipped(LARGE)
    archive = archive_at(site, data)
    archive.list()
    site.answers["lib/tool.zip"] = lambda handler: change(handler, data)

    with pytest.raises(
        ConnectionError, match="changed while it was read, or its ranges contradict it"
    ):
        archive.read("pkg/a.py")


def test_an_archive_in_an_archive(site):
    archive_at(site, zipped({"inner.whl": zipped(SMALL)}), "outer.zip")
    inner = open_source(f"{site.url}/lib/outer.zip/inner.whl", settings_of(site.url))

    assert {name: inner.read(name) for name in inner.list()} == SMALL


@pytest.mark.parametrize("depth", [0, 1, 3])
def test_whoever_asks_whether_it_changed_and_then_lists_asks_once(site, depth):
    data, names = zipped(SMALL), "tool.zip" + "/inner.zip" * depth
    for _ in range(depth):
        data = zipped({"inner.zip": data})
    archive_at(site, data)
    archive = open_source(f"{site.url}/lib/{names}", settings_of(site.url))

    archive.fingerprint()
    archive.list()
    archive.read("pkg/a.py")

    assert site.requests == ["lib/tool.zip"]
    archive.fingerprint()
    assert len(site.requests) == 2
