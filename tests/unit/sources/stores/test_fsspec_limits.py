"""File systems of fsspec's that never answer, send without end, or list without end."""

from __future__ import annotations

import io
import itertools
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import thence
from thence.sources import Limits, RefusedError, Settings, Sources
from thence.sources.libraries import Libraries
from thence.sources.opening import open_source
from thence.sources.stores.fsspec import FsspecSource

fsspec = pytest.importorskip("fsspec", reason="SKIPPED: fsspec is not installed")

PATIENCE = 0.2  # seconds, while nobody answers; else as long as it takes
FILES = {"lib/a.py": b"answer = 42", "lib/b.py": b"answer = 43"}


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


class Elsewhere(fsspec.AbstractFileSystem):  # type: ignore[misc, name-defined]
    """A file system on another machine, for all that thence knows; it may fall silent."""

    protocol = "elsewhere"
    speaks = threading.Event()
    files: dict[str, bytes] = {}  # noqa: RUF012 - set for each test

    def ls(self, path: str, detail: bool = True, **_: Any) -> list[Any]:
        self.speaks.wait()
        start = f"{path.strip('/')}/"
        below = [each[len(start) :] for each in self.files if each.startswith(start)]
        names = sorted({each.partition("/")[0] for each in below})
        found = [self.info(start + name) for name in names]
        return found if detail else [each["name"] for each in found]

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        self.speaks.wait()
        path = path.strip("/")
        if path in self.files:
            return {"name": path, "size": len(self.files[path]), "type": "file"}
        if any(each.startswith(f"{path}/") for each in self.files):
            return {"name": path, "size": 0, "type": "directory"}
        raise FileNotFoundError(path)

    def _open(self, path: str, mode: str = "rb", **_: Any) -> Any:
        self.speaks.wait()
        if path.strip("/") not in self.files:
            raise FileNotFoundError(path)
        return io.BytesIO(self.files[path.strip("/")])

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return path.removeprefix("elsewhere://").strip("/")


class EndlessFile(io.RawIOBase):
    """As many bytes as somebody wants; all of them would never end."""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "read to an end that there is not"
        return b"#" * size


class Endless(Elsewhere):
    """Each folder has one more, and each file goes on for ever."""

    protocol = "endless"
    numbers = itertools.count()

    def ls(self, path: str, detail: bool = True, **_: Any) -> list[Any]:
        return [{"name": f"{path}/{next(self.numbers)}", "size": 0, "type": "directory"}]

    def _open(self, path: str, mode: str = "rb", **_: Any) -> Any:
        if path.endswith("thence-index.json"):
            raise FileNotFoundError(path)
        return EndlessFile()


@pytest.fixture
def elsewhere() -> Iterator[type[Elsewhere]]:
    """The file system, which speaks, with some files; in the end it lets everybody go."""
    for each in (Elsewhere, Endless):
        fsspec.register_implementation(each.protocol, each, clobber=True)
    Elsewhere.files = {f"host/{name}": data for name, data in FILES.items()}
    Elsewhere.files["host/all.zip"] = zipped(FILES)
    Elsewhere.files["host/bomb.zip"] = zipped({"lib/a.py": b"#" * 100_000})
    Elsewhere.files["host/tool.whl"] = zipped({"a.py": b"answer = 42"})
    Elsewhere.speaks.set()
    yield Elsewhere
    Elsewhere.speaks.set()


def settings(limits: Limits | None = None) -> Settings:
    return Settings([], Libraries(), limits=limits)


@contextmanager
def silence(limits: Limits) -> Iterator[None]:
    """Nobody answers meanwhile, and nobody waits for long."""
    Elsewhere.speaks.clear()
    limits.seconds, usual = PATIENCE, limits.seconds
    try:
        yield
    finally:
        limits.seconds = usual
        Elsewhere.speaks.set()


ENTRIES = [
    "elsewhere://host/lib",
    "simplecache::elsewhere://host/lib",
    "filecache::elsewhere://host/lib",
    "zip://lib::elsewhere://host/all.zip",
    "zip://lib::simplecache::elsewhere://host/all.zip",
]


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("entry", ENTRIES)
class TestSilence:
    """A file system that never answers is given up, and may be asked again."""

    def test_from_the_beginning(self, entry):
        limits = Limits()
        source = FsspecSource(entry, settings(limits))

        with silence(limits):
            for ask in (source.fingerprint, source.list, lambda: source.read("a.py")):
                with pytest.raises(TimeoutError, match=r"no answer for 0\.2 seconds"):
                    ask()

        assert set(source.list()) == {"a.py", "b.py"}
        assert source.read("a.py") == b"answer = 42"

    def test_another_entry_has_the_module(self, entry, tmp_path):
        (tmp_path / "a.py").write_text("answer = 'here'")
        limits = Limits()
        sources = Sources(
            [entry], limits=limits, lock=tmp_path / "lock", trust_first_use=True, cache=tmp_path
        )
        system = thence.ImportSystem([entry, str(tmp_path)], sources=sources)

        with silence(limits):
            with pytest.raises(ModuleNotFoundError) as caught:
                system.import_module("b")
            assert system.import_module("a").answer == "here"

        assert "TimeoutError" in "".join(caught.value.__notes__)
        assert system.import_module("b").answer == 43


@pytest.mark.usefixtures("elsewhere")
def test_a_file_is_not_waited_for_behind_one_that_never_comes():
    """The file system has one connection, which is lost then."""
    limits = Limits()
    source = FsspecSource("elsewhere://host/lib", settings(limits))
    source.list()

    with silence(limits), pytest.raises(TimeoutError):
        source.read("a.py")

    assert source.read("b.py") == b"answer = 43"


@pytest.mark.usefixtures("elsewhere")
def test_an_archive_that_falls_silent_is_given_up():
    limits = Limits()
    source = open_source("elsewhere://host/tool.whl", settings(limits))

    with silence(limits), pytest.raises(TimeoutError):
        source.list()

    assert source.read("a.py") == b"answer = 42"


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(
    "entry",
    [
        "endless://host/lib",
        "zip://lib::elsewhere://host/bomb.zip",
        "simplecache::zip://lib::elsewhere://host/bomb.zip",
    ],
)
def test_no_more_is_read_than_the_limit(entry):
    source = FsspecSource(entry, settings(Limits(size=1000)))

    with pytest.raises(RefusedError, match=r"the size of a\.py exceeds the limit of 1000"):
        source.read("a.py")


@pytest.mark.usefixtures("elsewhere")
def test_a_copy_is_not_made_of_what_is_too_large(tmp_path):
    """Before it is on this machine: simplecache fetches files whole."""
    Elsewhere.files["host/lib/c.py"] = b"#" * 2000
    source = FsspecSource("simplecache::elsewhere://host/lib", settings(Limits(size=1000)))
    source.read("a.py")
    system, _ = source._files._calls._systems.of_this_process()
    opened = []
    system.fs.open = system.fs.get = system.fs.get_file = opened.append

    with pytest.raises(RefusedError, match=r"the size of c\.py"):
        source.read("c.py")
    assert opened == []


@pytest.mark.usefixtures("elsewhere")
def test_a_listing_without_end_is_refused():
    with pytest.raises(RefusedError, match="the number of its files exceeds the limit of 50"):
        FsspecSource("endless://host/lib", settings(Limits(number=50))).list()


def test_what_fails_while_it_is_listed_is_no_empty_folder(elsewhere, monkeypatch):
    def broken(*_: Any, **__: Any) -> Any:
        raise OSError("connection lost")

    source = FsspecSource("elsewhere://host/lib", settings())
    source.fingerprint()
    monkeypatch.setattr(elsewhere, "ls", broken)

    with pytest.raises(ConnectionError, match="connection lost"):
        source.list()


def test_modules_that_the_file_system_needs_are_no_modules_of_the_source(elsewhere, tmp_path):
    """They are imported in another thread, for which nobody asks a source either."""
    entry = "elsewhere://host/lib"
    elsewhere.files["host/lib/needed_there.py"] = b"here = 'in the source'"
    (tmp_path / "needed_there.py").write_text("here = 'on this machine'")
    Path(tmp_path, "main.py").write_text("import needed_there, a; print(needed_there.here)")
    sources = Sources([entry], lock=tmp_path / "lock", trust_first_use=True, cache=tmp_path)
    system = thence.ImportSystem([entry, str(tmp_path)], sources=sources)
    asked = []
    plain = elsewhere.info

    def needy(self: Any, path: str, **options: Any) -> Any:
        asked.append(system.find_spec("needed_there").origin)
        return plain(self, path, **options)

    elsewhere.info, kept = needy, elsewhere.info
    try:
        system.import_module("a")
    finally:
        elsewhere.info = kept

    assert set(asked) == {str(tmp_path / "needed_there.py")}
