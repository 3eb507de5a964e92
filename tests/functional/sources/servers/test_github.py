"""Files of a repository on GitHub: its API on loopback, read by fsspec's github://."""

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


def settings(**limits: int) -> Settings:
    return Settings([], Libraries(), limits=Limits(**limits))


def below(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files in a folder, beside others."""
    return {"README": b"", **{f"{folder}/{name}": data for name, data in files.items()}}


class TestRepository(SourceRoles):
    """The roles of every store, for a folder of a branch."""

    @pytest.fixture(autouse=True)
    def use(self, github):
        """Each test has a repository to itself."""
        self.github = github

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        self.github.put(f"team/{place.name}", below("src", files))
        return FsspecSource(f"github://team:{place.name}@main/src", settings())


class TestPublished(SourceRoles):
    """The roles of every store, for what ``thence publish`` has written, and somebody pushed."""

    @pytest.fixture(autouse=True)
    def use(self, github):
        """Each test has a repository to itself."""
        self.github = github

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        tree = place / "checkout"
        publish(files, f"file://{tree}", settings())
        written = [each for each in tree.rglob("*") if each.is_file()]
        pushed = {each.relative_to(tree).as_posix(): each.read_bytes() for each in written}
        self.github.put(f"team/{place.name}", pushed)
        return FsspecSource(f"github://team:{place.name}@main", settings())


def system_at(entry: str, folder: Path):
    options = {"lock": folder / "lock", "trust_first_use": True, "cache": folder / "cache"}
    return thence.ImportSystem([entry], sources=Sources([entry], **options))


def test_a_branch_is_found_where_none_is_named(github, tmp_path):
    github.put("team/default", {"a.py": b"answer = 42"}, branch="trunk")
    github.put("team/default", {"a.py": b"answer = 43"}, branch="other")

    assert system_at("github://team:default@/", tmp_path).import_module("a").answer == 42


def test_a_commit_stays_what_it_is(github, tmp_path):
    first = github.put("team/moving", {"a.py": b"answer = 1"})
    github.put("team/moving", {"a.py": b"answer = 2"})

    old = FsspecSource(f"github://team:moving@{first}", settings())
    new = FsspecSource("github://team:moving@main", settings())

    assert (old.read("a.py"), new.read("a.py")) == (b"answer = 1", b"answer = 2")


def test_one_request_for_each_folder_and_one_for_each_file(github, tmp_path):
    """And one to open the repository; a lock spares those for the folders."""
    github.put("team/counted", FILES)
    source = FsspecSource("github://team:counted@main", settings())
    source.read("alone.py")
    folders = {"/".join(name.split("/")[:depth]) for name in FILES for depth in (1, 2)} - {*FILES}
    github.requests.clear()

    names = source.list()
    listed = len(github.requests)
    for name in names:
        source.read(name)

    assert listed == 1 + 1 + len(folders)  # the listing that is not published, the root, the rest
    assert len(github.requests) == listed + len(FILES)


def test_a_large_file_comes_from_where_the_api_says(github, tmp_path):
    """That is how GitHub hands out what is larger than a megabyte; and what is empty."""
    data = random.Random(0).randbytes(2 << 20)
    github.put("team/large", {"large.bin": data, "empty.py": b""})
    source = FsspecSource("github://team:large@main", settings())

    assert source.read("large.bin") == data
    assert source.read("empty.py") == b""


def test_of_a_large_file_no_more_is_fetched_than_the_limit(github, tmp_path):
    github.put("team/limited", {"large.bin": bytes(8 << 20)})
    source = FsspecSource("github://team:limited@main", settings(size=100_000))

    with pytest.raises(RefusedError, match=r"the size of large\.bin exceeds the limit"):
        source.read("large.bin")

    spans = [each.get("Range") for each in github.raw.headers]
    assert spans[-1] is not None
    assert int(spans[-1].rpartition("-")[2]) < 8 << 20


@pytest.mark.parametrize("padding", [0, 3 << 20])
def test_an_archive_is_opened_out_of_it(github, tmp_path, padding):
    """By ranges, where it is large."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.py", "answer = 42")
        archive.writestr("data.bin", random.Random(padding).randbytes(padding))
    github.put("team/wheels", {"dist/tool.whl": stream.getvalue()})
    entry = "github://team:wheels@main/dist/tool.whl"
    github.raw.headers.clear()

    assert system_at(entry, tmp_path).import_module("a").answer == 42
    assert set(open_source(entry, settings()).list() or ()) == {"a.py", "data.bin"}
    assert bool(github.raw.headers) == bool(padding)
    assert all("Range" in each for each in github.raw.headers)


def test_what_is_refused_says_so(github, tmp_path, monkeypatch):
    """GitHub answers 60 requests in an hour to somebody it does not know."""
    entry = "github://team:limited-rate@main"
    github.put("team/limited-rate", {"a.py": b"answer = 42"})
    monkeypatch.setattr(github, "left", 2)
    system = system_at(entry, tmp_path)

    with pytest.raises(ModuleNotFoundError) as caught:
        system.import_module("a")
    monkeypatch.setattr(github, "left", 100)

    assert "403" in "".join(caught.value.__notes__)
    assert system.import_module("a").answer == 42


def test_a_repository_that_is_not_there_cannot_be_reached(github, tmp_path):
    with pytest.raises(ModuleNotFoundError) as caught:
        system_at("github://team:absent@main", tmp_path).import_module("a")

    assert "team:absent@main could not be asked" in "".join(caught.value.__notes__)


def test_a_token_is_sent_and_not_shown(github, tmp_path, monkeypatch):
    """From fsspec's own configuration; whoever reads an error does not learn it."""
    known = {"username": "me", "token": "t0ken-of-the-test"}
    monkeypatch.setitem(sys.modules["fsspec.config"].conf, "github", known)
    github.put("team/private", {"a.py": b"answer = 42"})
    source = FsspecSource("github://team:private@main", settings())

    assert source.read("a.py") == b"answer = 42"
    assert github.site.headers[-1]["Authorization"].startswith("Basic ")
    monkeypatch.setattr(github, "left", 0)
    with pytest.raises(OSError, match="403") as caught:
        source.read("a.py")
    assert "t0ken" not in f"{caught.value!r}{caught.value.__cause__!r}"


def test_a_certificate_of_somebody_else_is_not_talked_to(github, tmp_path, monkeypatch):
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    github.put("team/foreign", {"a.py": b"answer = 42"})
    github.requests.clear()

    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
        FsspecSource("github://team:foreign@main", settings()).read("a.py")

    assert github.requests == []


def test_nothing_can_be_published_there(github, tmp_path):
    github.put("team/read-only", {"a.py": b""})

    with pytest.raises(RefusedError, match="fsspec only reads there"):
        publish({"a.py": b"1"}, "github://team:read-only@main", settings())
