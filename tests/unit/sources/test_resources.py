"""Files beside packages, as ``importlib.resources`` sees them."""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

import pytest

import thence
from thence.sources import MemorySource, Sources

FILES = {
    "pkg/__init__.py": "",
    "pkg/data/one.txt": "one",
    "pkg/data/deep/two.txt": "two\r\n",
    "pkg/bytes.bin": b"\x00\xff",
    "space/here.txt": "memory",
    "space/part/a.txt": "a",
}


@pytest.fixture
def system(tmp_path):
    (tmp_path / "space/part").mkdir(parents=True)
    (tmp_path / "space/here.txt").write_text("disk")
    (tmp_path / "space/disk.txt").write_text("disk")
    (tmp_path / "space/part/b.txt").write_text("b")
    source = MemorySource("memory:files", FILES)
    sources = Sources([source], cache=tmp_path / "cache")
    return thence.ImportSystem(["memory:files", str(tmp_path)], sources=sources)


@pytest.fixture
def files(system):
    return resources.files(system.import_module("pkg"))


def test_names_are_parts_of_paths(files):
    one = files / "data" / "one.txt"

    assert (one.name, one.stem, one.suffix, one.parent) == (
        "one.txt",
        "one",
        ".txt",
        files / "data",
    )
    assert str(one) == "memory:files/pkg/data/one.txt"
    assert files.joinpath("data/one.txt") == files.joinpath("data", "one.txt") == one
    assert hash(one) == hash(files / "data/./one.txt")


def test_files_and_folders_are_told_apart(files):
    assert (files / "data").is_dir()
    assert (files / "data/one.txt").is_file()
    assert not (files / "data").is_file()
    assert not (files / "absent").exists()
    assert sorted(each.name for each in (files / "data").iterdir()) == ["deep", "one.txt"]


def test_what_is_no_folder_cannot_be_listed(files):
    with pytest.raises(NotADirectoryError):
        list((files / "bytes.bin").iterdir())
    with pytest.raises(FileNotFoundError):
        list((files / "absent").iterdir())


def test_text_and_bytes_are_read(files):
    assert (files / "bytes.bin").read_bytes() == b"\x00\xff"
    assert (files / "data/deep/two.txt").read_text(encoding="utf-8") == "two\n"
    with (files / "data/one.txt").open("rb") as stream:
        assert stream.read() == b"one"
    with pytest.raises(FileNotFoundError):
        (files / "absent").read_bytes()


@pytest.mark.parametrize("mode", ["w", "a", "r+", "wb"])
def test_nothing_can_be_written(files, mode):
    with pytest.raises(ValueError, match="can only be read"):
        (files / "data/one.txt").open(mode)


@pytest.mark.parametrize("way", ["..", "data/../../secret", "../pkg"])
def test_no_way_leads_out(files, way):
    with pytest.raises(ValueError, match="leads out"):
        files.joinpath(way)


def test_a_file_can_be_had_on_disk(files):
    with resources.as_file(files / "data/one.txt") as path:
        assert Path(path).read_text() == "one"


@pytest.mark.skipif(sys.version_info < (3, 12), reason="folders since 3.12")
def test_a_folder_can_be_had_on_disk(files):
    with resources.as_file(files / "data") as path:
        assert (Path(path) / "deep/two.txt").read_bytes() == b"two\r\n"


def test_the_older_functions_work(system):
    reader = system.import_module("pkg").__spec__.loader.get_resource_reader("pkg")

    assert reader.is_resource("bytes.bin")
    assert not reader.is_resource("data")
    assert sorted(reader.contents()) == ["__init__.py", "bytes.bin", "data"]
    assert reader.open_resource("bytes.bin").read() == b"\x00\xff"
    with pytest.raises(FileNotFoundError):
        reader.resource_path("bytes.bin")


class TestPortions:
    """A namespace package in memory and in a folder."""

    @pytest.fixture
    def portions(self, system):
        return resources.files(system.import_module("space"))

    def test_all_portions_are_one_folder(self, portions):
        names = sorted(each.name for each in portions.iterdir())

        assert names == ["disk.txt", "here.txt", "part"]

    def test_of_files_with_one_name_the_first_portion_counts(self, portions):
        assert (portions / "here.txt").read_text() == "memory"

    def test_folders_of_one_name_are_one(self, portions):
        inner = portions / "part"

        assert inner.is_dir()
        assert not inner.is_file()
        assert sorted(each.name for each in inner.iterdir()) == ["a.txt", "b.txt"]
        assert (inner / "b.txt").read_text() == "b"

    def test_a_folder_cannot_be_read(self, portions):
        for read in (portions.read_bytes, portions.read_text, portions.open):
            with pytest.raises(IsADirectoryError):
                read()
