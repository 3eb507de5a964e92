"""A new revision is published while somebody reads the one before."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from published import settings_of
from web_server import Site, serving

import thence
from thence.sources import Source, Sources, WrongHashError
from thence.sources.lock.pins import Pin
from thence.sources.stores.http import HttpSource
from thence.sources.stores.sqlite import SqliteSource
from thence.sources.stores.sqlite import publish as publish_to_sqlite
from thence.sources.stores.static import publish as publish_to_folder

FIRST = {"pkg/__init__.py": b"", "pkg/a.py": b"value = 1", "pkg/b.py": b"value = 1"}
SECOND = {"pkg/__init__.py": b"", "pkg/a.py": b"value = 2", "pkg/c.py": b"value = 2"}
THIRD = {**SECOND, "pkg/a.py": b"value = 3"}

Publish = Callable[[Mapping[str, bytes]], Source]


class Disk(dict):
    """The files of a folder, as they are at each request."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, name: str, default: Any = None) -> Any:
        file = self.folder / name
        return file.read_bytes() if file.is_file() else default


def publisher(store: str, folder: Path, site: Site) -> Publish:
    """What publishes to a store, and opens it."""

    def to_folder(files: Mapping[str, bytes]) -> Source:
        publish_to_folder(files, str(folder), settings_of(), bundle=store == "bundle")
        return HttpSource(site.url, settings_of(site.url))

    def to_fsspec(files: Mapping[str, bytes]) -> Source:
        fsspec = pytest.importorskip("thence.sources.stores.fsspec")
        pytest.importorskip("fsspec")
        fsspec.publish(files, f"memory://{folder}", settings_of())
        return fsspec.FsspecSource(f"memory://{folder}", settings_of())

    def to_sqlite(files: Mapping[str, bytes]) -> Source:
        entry = f"sqlite://{folder}.db"
        publish_to_sqlite(files, entry, settings_of())
        return SqliteSource(entry, settings_of())

    return {"fsspec": to_fsspec, "sqlite": to_sqlite}.get(store, to_folder)


@pytest.fixture
def site(tmp_path):
    with serving(Site(files=Disk(tmp_path / "site"))) as site:
        yield site


@pytest.fixture(params=["folder", "bundle", "fsspec", "sqlite"])
def publish(request, tmp_path, site) -> Publish:
    """Publishes, and opens what was published."""
    return publisher(request.param, tmp_path / "site", site)


@pytest.fixture
def system(tmp_path):
    """Makes a system with a source, and a lock, if there are files for it."""

    def make(source: Source, pins: Mapping[str, bytes] = {}, lock: str = "lock") -> Any:
        options = {"lock": tmp_path / lock, "cache": tmp_path / "cache"}
        sources = Sources([source], trust_first_use=not pins, **options)
        if pins:
            rows = {name: Pin(sha256(data).hexdigest(), len(data)) for name, data in pins.items()}
            sources.rules.write_lock({source.entry: rows})
        return thence.ImportSystem([source.entry], sources=sources)

    return make


def values(system: Any, *names: str) -> list[int]:
    return [system.import_module(f"pkg.{name}").value for name in names]


def test_whoever_has_read_the_listing_goes_on_with_its_revision(publish, system):
    reader = system(publish(FIRST))
    reader.import_module("pkg")
    publish(SECOND)

    assert values(reader, "a", "b") == [1, 1]
    with pytest.raises(ModuleNotFoundError):
        reader.import_module("pkg.c")


def test_a_lock_goes_on_naming_the_revision_before(publish, system):
    publish(FIRST)

    reader = system(publish(SECOND), pins=FIRST)

    assert values(reader, "a", "b") == [1, 1]


def test_a_web_server_keeps_one_revision_and_a_database_all(publish, system):
    publish(FIRST)
    publish(SECOND)
    source = publish(THIRD)
    reader = system(source, pins=FIRST)

    if isinstance(source, SqliteSource):
        assert values(reader, "a", "b") == [1, 1]
        return
    with pytest.raises(WrongHashError, match="pkg/a"):
        values(reader, "a")
    with pytest.raises(ModuleNotFoundError):
        values(reader, "b")


def test_what_is_kept_has_to_be_what_it_is_named_for(tmp_path, site, system):
    publish = publisher("folder", tmp_path / "site", site)
    publish(FIRST)
    reader = system(publish(SECOND), pins=FIRST)
    for file in (tmp_path / "site/thence-kept").iterdir():
        file.write_text("raise SystemExit('executed')")

    with pytest.raises(WrongHashError, match="pkg/a"):
        values(reader, "a")


def test_it_is_only_asked_for_when_something_else_came(tmp_path, site, system):
    publish = publisher("folder", tmp_path / "site", site)
    publish(FIRST)
    reader = system(publish(SECOND), pins=FIRST)

    values(reader, "a")

    kept = f"thence-kept/{sha256(FIRST['pkg/a.py']).hexdigest()}"
    assert site.requests == ["thence-index.json", "pkg/a.py", kept]


@pytest.mark.parametrize("written", range(7))
def test_a_reader_sees_one_revision_wherever_publishing_is_interrupted(
    tmp_path, site, system, written, monkeypatch
):
    publish = publisher("folder", tmp_path / "site", site)
    reader = system(publish(FIRST))
    reader.import_module("pkg")
    left = iter(range(written))
    write = thence.sources.stores.static.Folder.write

    def interrupted(self: Any, name: str, data: bytes) -> None:
        if next(left, None) is None:
            raise OSError("no space left")
        write(self, name, data)

    monkeypatch.setattr("thence.sources.stores.static.Folder.write", interrupted)
    with contextlib.suppress(OSError):
        publish(SECOND)
    later = system(HttpSource(site.url, settings_of(site.url)), lock="another")

    assert values(reader, "a", "b") == [1, 1]
    assert values(later, "a") == ([1] if written < 6 else [2])
    assert values(later, "b" if written < 6 else "c") == values(later, "a")
