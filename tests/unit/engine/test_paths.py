"""File paths by text, and the questions to the file system."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from thence._engine import paths


class FullDisk:
    """A file that takes all but the last byte."""

    def __init__(self, descriptor, mode):
        self.descriptor = descriptor

    def __enter__(self):
        return self

    def __exit__(self, *error):
        os.close(self.descriptor)

    def write(self, data):
        return len(data) - 1


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        (("a", "b"), "a/b"),
        (("a/", "b"), "a/b"),
        (("", "b"), "b"),
        (("a", ""), "a"),
        (("a", "/b"), "a//b"),
        (("/", "b"), "/b"),
        ((), ""),
    ],
)
def test_parts_are_joined_by_text_alone(parts, joined):
    assert paths.join(*parts) == joined


@pytest.mark.parametrize(
    ("path", "parts"),
    [("a/b.py", ("a", "b.py")), ("b.py", ("", "b.py")), ("/b", ("", "b")), ("a/", ("a", ""))],
)
def test_a_path_is_split_at_its_last_separator(path, parts):
    assert paths.split(path) == parts


@pytest.mark.parametrize(("path", "expected"), [("/a", True), ("a", False), ("", False)])
def test_a_path_from_the_root_is_absolute(path, expected):
    assert paths.is_absolute(path) is expected


@pytest.mark.small_files
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("c:\\a", True),
        ("c:/a", True),
        ("\\\\server\\a", True),
        ("c:a", False),
        ("\\a", False),
        ("a", False),
    ],
)
def test_on_windows_a_drive_or_a_share_makes_it_absolute(monkeypatch, path, expected):
    monkeypatch.setattr(paths, "IS_WINDOWS", True)
    monkeypatch.setattr(paths, "DRIVE_MARKS", (":\\", ":/"))

    assert paths.is_absolute(path) is expected


def test_a_relative_location_is_seen_from_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert paths.absolute("a/b.py") == f"{tmp_path}/a/b.py"
    assert paths.absolute("/a/b.py") == "/a/b.py"


def test_a_dot_at_the_beginning_is_dropped_since_3_12(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    expected = f"{tmp_path}/b.py" if sys.version_info >= (3, 12) else f"{tmp_path}/./b.py"

    assert paths.absolute("./b.py") == expected


def test_files_and_directories_are_told_apart(tmp_path):
    file = tmp_path / "file"
    file.touch()

    assert paths.is_file(str(file))
    assert not paths.is_directory(str(file))
    assert paths.is_directory(str(tmp_path))
    assert not paths.is_file(str(tmp_path))
    assert not paths.is_file(str(tmp_path / "absent"))


def test_the_empty_path_is_the_working_directory():
    assert paths.is_directory("")


@pytest.mark.parametrize(
    ("platform", "environment", "ignored", "relaxed"),
    [
        ("linux", {b"PYTHONCASEOK": b"1"}, False, False),
        ("darwin", {b"PYTHONCASEOK": b"1"}, False, True),
        ("darwin", {b"PYTHONCASEOK": b""}, False, True),
        ("darwin", {}, False, False),
        ("darwin", {b"PYTHONCASEOK": b"1"}, True, False),
    ],
)
def test_case_is_relaxed_where_the_platform_and_the_user_say_so(
    monkeypatch, platform, environment, ignored, relaxed
):
    class Flags:
        ignore_environment = ignored

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(sys, "flags", Flags)
    monkeypatch.setattr(paths.os, "environ", environment)

    assert paths.case_is_relaxed() is relaxed


def test_a_file_is_read_whole(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(b"\0" * 100_000)

    assert paths.read_file(str(file)) == file.read_bytes() == paths.read_code_file(str(file))


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        paths.read_file(str(tmp_path / "absent"))
    with pytest.raises(FileNotFoundError):
        paths.read_code_file(str(tmp_path / "absent"))


def test_missing_directories_are_made(tmp_path):
    paths.make_directories(str(tmp_path / "a" / "b" / "c"))

    assert (tmp_path / "a" / "b" / "c").is_dir()


def test_a_directory_that_somebody_else_makes_meanwhile_will_do(tmp_path, monkeypatch):
    """Another process was faster."""
    monkeypatch.setattr(paths, "is_directory", lambda path: path == str(tmp_path))
    (tmp_path / "a").mkdir()

    paths.make_directories(str(tmp_path / "a" / "b"))

    assert (tmp_path / "a" / "b").is_dir()


def test_making_a_relative_directory_ends_at_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    paths.make_directories("a/b")

    assert (tmp_path / "a" / "b").is_dir()


def test_a_file_is_written_with_its_mode_and_without_a_trace(tmp_path):
    file = tmp_path / "file"

    paths.write_atomic(str(file), b"content", 0o600)

    assert file.read_bytes() == b"content"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_is_replaced(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(b"old")

    paths.write_atomic(str(file), b"new")

    assert file.read_bytes() == b"new"


def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    file = tmp_path / "file"
    file.write_bytes(b"old")
    monkeypatch.setattr(paths.io, "FileIO", FullDisk)

    with pytest.raises(OSError, match="short write"):
        paths.write_atomic(str(file), b"new")

    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_what_cannot_be_replaced_leaves_nothing_behind(tmp_path):
    (tmp_path / "file").mkdir()

    with pytest.raises(OSError, match="file"):
        paths.write_atomic(str(tmp_path / "file"), b"new")

    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_file_beside_that_is_gone_already_changes_nothing_of_the_error(tmp_path, monkeypatch):
    """The directory went while the file was written."""

    def gone(source, target):
        Path(source).unlink()
        raise FileNotFoundError(target)

    monkeypatch.setattr(paths.os, "replace", gone)

    with pytest.raises(FileNotFoundError):
        paths.write_atomic(str(tmp_path / "file"), b"new")
