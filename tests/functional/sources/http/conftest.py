"""Private systems with a server on loopback on their path."""

from __future__ import annotations

import builtins
import os
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from web_server import serving

import thence
from thence.sources import Limits, Sources
from thence.sources.lock.pins import Pin

MARK = "hostile_code_was_executed"
HOSTILE = f"import builtins\nbuiltins.{MARK} = True\n".encode()
GOOD = {"tool/__init__.py": b"from .part import answer\n", "tool/part.py": b"answer = 42\n"}


class World:
    """One source on the path of one system, with a lock and a cache in a folder."""

    def __init__(self, folder: Path, entry: str, pins: Mapping[str, bytes] | None) -> None:
        self.folder = folder
        self.entry = entry
        self.sources = Sources(
            [entry],
            lock=folder / "thence.lock",
            cache=folder / "cache",
            trust_first_use=pins is None,
            limits=Limits(size=100_000, total=400_000, number=100),
        )
        if pins is not None:
            rows = {name: Pin(digest(data), len(data)) for name, data in pins.items()}
            self.sources.rules.write_lock({entry: rows})
        self.system = thence.ImportSystem([entry], sources=self.sources)

    def hurry(self, seconds: float) -> None:
        """From now on each request has to be answered in this time; the listing is known."""
        contents, _ = self.sources.shelf.contents_at(self.entry)
        contents.source.list()
        self.sources.rules.limits.seconds = seconds

    def answer(self) -> Any:
        """What the good tool says."""
        self.system.invalidate_caches()
        return self.system.import_module("tool").answer

    def error(self) -> str:
        """All that the failing import says.  Nothing hostile was executed for it."""
        with pytest.raises(ImportError) as caught:
            self.system.import_module("tool")
        assert not hasattr(builtins, MARK)
        assert caught.value.name == "tool" or "tool" in str(caught.value)
        notes = getattr(caught.value, "__notes__", [])
        return "\n".join([f"{type(caught.value).__name__}: {caught.value}", *notes])

    def others(self) -> set[str]:
        """The files in the folder that are neither the lock nor in the cache."""
        files = (each.relative_to(self.folder).as_posix() for each in self.folder.rglob("*"))
        return {each for each in files if not each.startswith(("cache", "thence.lock"))}


def assert_says(error: str, pattern: str) -> None:
    """An error has some words in it."""
    assert re.search(pattern, error), error


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


@pytest.fixture
def site():
    with serving() as site:
        yield site


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    """No proxy and no user of this machine's; no mark of an earlier test."""
    for name in os.environ:
        if name.lower().endswith("_proxy") or name == "THENCE_AUTH_TOKENS":
            monkeypatch.delenv(name)
    yield
    assert not hasattr(builtins, MARK)


@pytest.fixture
def world(tmp_path):
    """Makes a world in a folder that stays as it is, but for the lock and the cache."""
    made: list[World] = []
    inner = tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)

    def make(entry: str, pins: Mapping[str, bytes] | None = None) -> World:
        made.append(World(inner, entry, pins))
        return made[-1]

    yield make
    for each in made:
        assert each.others() == set()
    assert {each.name for each in tmp_path.iterdir()} <= {"outer", "authority.pem"}
    assert [each.name for each in inner.parent.iterdir()] == ["inner"]
