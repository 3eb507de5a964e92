"""Files on an OpenSSH server, by fsspec's sftp:// and paramiko."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import ssh_server

import thence
from thence.sources import NotPinnedError, Settings, Source, Sources
from thence.sources.libraries import Libraries
from thence.sources.roles import SourceRoles
from thence.sources.stores.fsspec import FsspecSource, publish

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
