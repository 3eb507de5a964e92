"""Asynchronous file systems of fsspec's that have no streams, as Google's: files by ranges."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from thence.sources import Limits, RefusedError, Settings
from thence.sources.libraries import Libraries
from thence.sources.stores.fsspec import FsspecSource

fsspec = pytest.importorskip("fsspec", reason="SKIPPED: fsspec is not installed")
asyn = pytest.importorskip("fsspec.asyn")

FILES = {"lib/a.py": b"answer = 42", "lib/empty.py": b"", "lib/broken.py": b"answer = 1"}


class Ranged(asyn.AsyncFileSystem):  # type: ignore[misc, name-defined]
    """A file system that may be asked for ranges, as over HTTP; ``asked`` are the questions."""

    protocol = "ranged"
    cachable = False
    asked: list[str] = []  # noqa: RUF012 - emptied for each test

    async def _info(self, path: str, **_: Any) -> dict[str, Any]:
        self.asked.append(f"info {path}")
        path = path.strip("/")
        if path in FILES:
            return {"name": path, "size": len(FILES[path]), "type": "file"}
        if any(each.startswith(f"{path}/") for each in FILES):
            return {"name": path, "size": 0, "type": "directory"}
        raise FileNotFoundError(path)

    async def _cat_file(
        self, path: str, start: int | None = None, end: int | None = None, **_: Any
    ) -> bytes:
        self.asked.append(f"{path} {start}-{end}")
        if path.endswith("silent.py"):
            await asyncio.Event().wait()
        if path == "lib":
            raise ValueError("416: a folder has no range")
        if path not in FILES:
            raise FileNotFoundError(path)
        if path.endswith("broken.py") or not FILES[path]:
            raise ValueError("416: no such range")
        return FILES[path][start:end]


@pytest.fixture(autouse=True)
def registered():
    fsspec.register_implementation(Ranged.protocol, Ranged, clobber=True)
    Ranged.asked.clear()


def source(limits: Limits | None = None) -> FsspecSource:
    found = FsspecSource("ranged://lib", Settings([], Libraries(), limits=limits))
    found.fingerprint()  # there is no published listing
    Ranged.asked.clear()
    return found


def test_a_file_is_one_question():
    assert source().read("a.py") == b"answer = 42"
    assert Ranged.asked == [f"lib/a.py 0-{Limits().size + 1}"]


def test_what_is_empty_has_no_range():
    assert source().read("empty.py") == b""


def test_an_error_of_a_file_that_is_not_empty_stays_one():
    with pytest.raises(ConnectionError, match="416: no such range"):
        source().read("broken.py")


def test_a_folder_is_no_file():
    with pytest.raises(FileNotFoundError):
        FsspecSource("ranged://", Settings([], Libraries())).read("lib")


def test_no_more_is_asked_for_than_the_limit():
    with pytest.raises(RefusedError, match=r"the size of a\.py exceeds the limit of 3"):
        source(Limits(size=3)).read("a.py")
    assert Ranged.asked == ["lib/a.py 0-4"]


def test_a_file_that_never_comes_is_given_up_at_once():
    """Nothing more is asked of who does not answer."""
    limits = Limits()
    ranged = source(limits)
    limits.seconds = 0.1

    with pytest.raises(TimeoutError, match=r"silent\.py"):
        ranged.read("silent.py")
    assert [each for each in Ranged.asked if each.startswith("info")] == []
