"""Files on an OpenSSH server, by fsspec's sftp:// and paramiko."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import ssh_server
from relay import relaying

import thence
from thence.sources import Limits, NotPinnedError, Settings, Source, Sources
from thence.sources.libraries import Libraries
from thence.sources.roles import SourceRoles
from thence.sources.stores.fsspec import FsspecSource, publish
from thence.sources.stores.timed_calls import Call

ABSENT = "SKIPPED: {} is not installed; sftp:// is NOT TESTED"


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[str, Path]]:
    """A server."""
    pytest.importorskip("paramiko", reason=ABSENT.format("paramiko"))
    pytest.importorskip("fsspec", reason=ABSENT.format("fsspec"))
    program = ssh_server.server_program()
    if program is None:
        pytest.skip(ABSENT.format("OpenSSH's server"))
    with ssh_server.running(program) as server:
        yield server


@pytest.fixture
def server(started, monkeypatch) -> str:
    """Its URL; the user's key is in the user's home."""
    monkeypatch.setenv("HOME", str(started[1]))
    return started[0]


def settings() -> Settings:
    return Settings([], Libraries())


class TestSftp(SourceRoles):
    """The roles of every store."""

    @pytest.fixture(autouse=True)
    def use(self, server):
        """Each test has a folder of the server to itself."""
        self.server = server

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        entry = f"{self.server}{place}/lib"
        publish(files, entry, settings())
        return FsspecSource(entry, settings())


def test_it_is_another_machine_and_needs_a_lock(server, tmp_path):
    entry = f"{server}{tmp_path}/lib"
    publish({"a.py": b"answer = 42"}, entry, settings())

    with pytest.raises(NotPinnedError):
        thence.ImportSystem([entry], sources=Sources([entry])).import_module("a")
    options = {"lock": tmp_path / "lock", "trust_first_use": True, "cache": tmp_path / "cache"}
    system = thence.ImportSystem([entry], sources=Sources([entry], **options))

    assert system.import_module("a").answer == 42


@pytest.mark.parametrize("known", ["", "[127.0.0.1]:{port} ssh-ed25519 {other}\n"])
def test_a_server_whose_key_is_not_known_is_not_talked_to(server, tmp_path, monkeypatch, known):
    other = "AAAAC3NzaC1lZDI1NTE5AAAAI" + "A" * 43
    home = tmp_path / "home"
    shutil.copytree(Path(os.environ["HOME"], ".ssh"), home / ".ssh")
    port = server.rpartition(":")[2]
    (home / ".ssh/known_hosts").write_text(known.format(port=port, other=other))
    monkeypatch.setenv("HOME", str(home))
    entry = f"{server}{tmp_path}/unknown"
    sys.modules["fsspec.implementations.sftp"].SFTPFileSystem.clear_instance_cache()

    with pytest.raises(OSError, match=r"key of .* is not in ~/\.ssh/known_hosts"):
        publish({"a.py": b""}, entry, settings())
    assert not (tmp_path / "unknown").exists()

    publish({"a.py": b""}, entry, Settings([], Libraries(), plain_http=True))
    assert (tmp_path / "unknown/a.py").exists()


@pytest.mark.parametrize("is_open", [False, True])
def test_a_server_that_falls_silent_leaves_no_thread(server, tmp_path, monkeypatch, is_open):
    """Neither while it is connected to, nor when a file is read."""
    ended = threading.Event()
    run = Call.run
    entry = f"{server}{tmp_path}/lib"
    publish({"a.py": b"answer = 42"}, entry, settings())
    known = Path(os.environ["HOME"], ".ssh/known_hosts").read_text()
    home = tmp_path / "home"
    shutil.copytree(Path(os.environ["HOME"], ".ssh"), home / ".ssh")
    monkeypatch.setenv("HOME", str(home))
    port = server.rpartition(":")[2]
    with relaying(int(port)) as relay:
        (home / ".ssh/known_hosts").write_text(known.replace(port, str(relay.port)))
        limits = Limits(seconds=1)
        source = FsspecSource(
            entry.replace(port, str(relay.port), 1), Settings([], Libraries(), limits=limits)
        )
        if is_open:
            source.list()
        limits.seconds = 0.3

        def told(call: Call) -> None:
            run(call)
            ended.set()

        monkeypatch.setattr(Call, "run", told)
        with relay.silence():
            with pytest.raises(TimeoutError):
                source.read("a.py")
            assert ended.wait(10)  # left alone, paramiko waits for 15 seconds, or for ever
