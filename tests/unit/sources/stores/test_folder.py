"""A folder on this machine."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from thence.sources import Settings, Source
from thence.sources.libraries import Libraries
from thence.sources.roles import SourceRoles
from thence.sources.stores.folder import FolderSource


def settings() -> Settings:
    return Settings([], Libraries())


def write(files: Mapping[str, bytes], folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


class TestFolder(SourceRoles):
    """The roles of every store."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        write(files, place / "lib")
        return FolderSource(str(place / "lib"), settings())


def test_links_in_a_circle_end(tmp_path: Path):
    write({"pkg/a.py": b""}, tmp_path / "lib")
    (tmp_path / "lib" / "pkg" / "up").symlink_to(tmp_path / "lib")

    assert set(FolderSource(str(tmp_path / "lib"), settings()).list()) == {"pkg/a.py"}


def test_bytecode_directories_are_no_part_of_it(tmp_path: Path):
    write({"a.py": b"", "__pycache__/a.cpython-311.pyc": b""}, tmp_path / "lib")

    assert set(FolderSource(str(tmp_path / "lib"), settings()).list()) == {"a.py"}
