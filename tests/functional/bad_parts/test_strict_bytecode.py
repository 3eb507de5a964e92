"""Bytecode judged by the times of files: what changed twice within a second runs as it is now.

The times are set by hand.  ``SECOND`` is one that is long over.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from import_systems import cpython

import thence

SECOND = 1_600_000_000
NANOSECONDS = 1_000_000_000
FRACTION = NANOSECONDS // 10


def set_time(file: Path, tenths: int, second: int = SECOND) -> None:
    """Let a file have been changed some tenths of a second after a second began."""
    time = second * NANOSECONDS + tenths * FRACTION
    os.utime(file, ns=(time, time))


class Program:
    """One source, started again and again."""

    def __init__(self, folder: Path, system: Any) -> None:
        self.system = system
        system.path.append(str(folder))
        self.source = folder / "wanted.py"
        self.bytecode = Path(importlib.util.cache_from_source(str(self.source)))

    def write(self, value: int, tenths: int) -> None:
        """The source changes; its size does not."""
        self.source.write_text(f"value = {value}\n")
        set_time(self.source, tenths)

    def start(self) -> int:
        """Import it as a new process would; return what it says."""
        self.system.modules.pop("wanted", None)
        self.system.invalidate_caches()
        value: int = self.system.import_module("wanted").value
        return value

    def is_written_by_start(self) -> bool:
        """Whether a start writes new bytecode."""
        before = self.bytecode.stat().st_ino, self.bytecode.stat().st_mtime_ns
        kept = self.bytecode.with_suffix(".kept")
        os.link(self.bytecode, kept)  # so that its number is not given to the new one
        self.start()
        kept.unlink()
        return (self.bytecode.stat().st_ino, self.bytecode.stat().st_mtime_ns) != before


@contextlib.contextmanager
def private_strict() -> Iterator[Any]:
    yield thence.ImportSystem(path=[], shared=(), strict_bytecode=True)


@contextlib.contextmanager
def installed_strict() -> Iterator[Any]:
    with thence.install(strict_bytecode=True), cpython() as system:
        yield system


@contextlib.contextmanager
def private_default() -> Iterator[Any]:
    yield thence.ImportSystem(path=[], shared=())


@contextlib.contextmanager
def installed_default() -> Iterator[Any]:
    with thence.install(), cpython() as system:
        yield system


@pytest.fixture(params=[private_strict, installed_strict])
def strict(request, tmp_path):
    with request.param() as system:
        yield Program(tmp_path, system)


@pytest.fixture(params=[cpython, private_default, installed_default])
def default(request, tmp_path):
    with request.param() as system:
        yield Program(tmp_path, system)


def changed_within_a_second(program: Program, bytecode: int = 5, source: int = 7) -> None:
    """A source that is compiled and changed again, all within ``SECOND`` (times in tenths)."""
    program.write(1, 2)
    assert program.start() == 1
    set_time(program.bytecode, bytecode)
    program.write(2, source)


def test_by_default_old_code_runs(default):
    """As the interpreter has it: time in seconds and size are the same."""
    changed_within_a_second(default)

    assert default.start() == 1
    assert not default.is_written_by_start()


def test_strictly_new_code_runs(strict):
    changed_within_a_second(strict)

    assert strict.start() == 2
    assert not strict.is_written_by_start()


@pytest.mark.parametrize(
    ("bytecode", "source"),
    [(7, 7), (0, 7), (5, 0), (0, 0)],
    ids=["one moment", "bytecode without fractions", "source without fractions", "both without"],
)
def test_what_may_be_old_is_written_anew_once(strict, bytecode, source):
    changed_within_a_second(strict, bytecode, source)

    assert strict.start() == 2
    assert not strict.is_written_by_start()


def test_bytecode_that_is_newer_is_used(strict):
    strict.write(1, 2)
    strict.start()
    set_time(strict.bytecode, 3)

    assert not strict.is_written_by_start()


def test_a_file_system_without_fractions_compiles_once_the_second_is_over(strict):
    """Each file's time loses its fractions as soon as it is written."""
    strict.write(1, 0)
    strict.start()
    set_time(strict.bytecode, 0)
    assert strict.is_written_by_start()  # within the second nobody can tell
    set_time(strict.bytecode, 0, SECOND + 1)

    assert not strict.is_written_by_start()


@pytest.mark.parametrize(("bytecode", "source"), [(0, 0), (5, 0), (0, 5)])
def test_an_image_without_fractions_is_not_compiled_for_ever(
    strict, monkeypatch, bytecode, source
):
    """Nothing can be kept: the doubt would never end."""
    strict.write(1, source)
    strict.start()
    set_time(strict.bytecode, bytecode)
    strict.write(2, source)  # to see who runs
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    assert strict.start() == 1


def test_old_code_never_runs_where_the_times_tell(strict, monkeypatch):
    """Whether new bytecode can be kept or not."""
    changed_within_a_second(strict)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    assert strict.start() == 2
    assert strict.start() == 2


@pytest.mark.parametrize("second", [SECOND - 1, SECOND + 1])
def test_in_different_seconds_the_header_decides(strict, second):
    """A clock that is wrong, or a file from elsewhere, is no reason to compile for ever."""
    strict.write(1, 5)
    strict.start()
    set_time(strict.bytecode, 5, second)

    assert not strict.is_written_by_start()


@pytest.mark.parametrize("size", [0, 7])
def test_another_size_or_time_is_refused_as_ever(strict, size):
    changed_within_a_second(strict, bytecode=9)
    strict.source.write_text("value = 3" + "\n" * size)
    set_time(strict.source, 3, SECOND + size)

    assert strict.start() == 3


def with_flags(file: Path, flags: int) -> None:
    data = bytearray(file.read_bytes())
    data[4:8] = struct.pack("<I", flags)
    file.write_bytes(data)


def test_a_check_by_nothing_is_none(strict):
    """Flag 0b10 without 0b01: PEP 552 gives it no meaning."""
    strict.write(1, 2)
    strict.start()
    with_flags(strict.bytecode, 0b10)

    assert strict.is_written_by_start()
    assert strict.bytecode.read_bytes()[4:8] == bytes(4)
    assert not strict.is_written_by_start()


def test_by_default_a_check_by_nothing_goes_by_time(default):
    default.write(1, 2)
    default.start()
    with_flags(default.bytecode, 0b10)

    assert not default.is_written_by_start()


@pytest.mark.parametrize(("flags", "expected"), [(0b01, 1), (0b11, 2)])
def test_bytecode_by_hash_is_as_ever(strict, flags, expected):
    strict.write(1, 2)
    strict.start()
    data = strict.bytecode.read_bytes()
    digest = importlib.util.source_hash(strict.source.read_bytes())
    strict.bytecode.write_bytes(data[:4] + struct.pack("<I", flags) + digest + data[16:])
    set_time(strict.bytecode, 5)
    strict.write(2, 7)

    assert strict.start() == expected


def test_the_format_of_the_header_is_the_interpreters(strict):
    changed_within_a_second(strict)
    strict.start()

    header = struct.unpack("<4s3I", strict.bytecode.read_bytes()[:16])
    assert header == (importlib.util.MAGIC_NUMBER, 0, SECOND, len("value = 2\n"))


def test_a_source_that_changes_while_it_is_compiled_leaves_no_bytecode(tmp_path):
    system = thence.ImportSystem(path=[], shared=(), strict_bytecode=True)
    program = Program(tmp_path, system)
    program.write(1, 2)

    class Interrupted(system.machinery.SourceFileLoader):  # type: ignore[misc, name-defined]
        def source_to_code(self, *args: Any, **named: Any) -> Any:
            program.write(2, 7)
            return super().source_to_code(*args, **named)

    Interrupted("wanted", str(program.source)).get_code("wanted")

    assert not program.bytecode.exists()
    assert program.start() == 2


def test_a_loader_without_files_is_asked_as_ever(tmp_path):
    """There are no times to go by."""
    system = thence.ImportSystem(path=[], shared=(), strict_bytecode=True)
    kept: dict[str, bytes] = {}

    class InMemory(system.machinery.SourceLoader):  # type: ignore[misc, name-defined]
        def get_filename(self, fullname: str) -> str:
            return "/nowhere/wanted.py"

        def path_stats(self, path: str) -> dict[str, Any]:
            return {"mtime": SECOND, "size": 9}

        def get_data(self, path: str) -> bytes:
            if path.endswith(".py"):
                return b"value = 1"
            try:
                return kept[path]
            except KeyError:
                raise OSError(path) from None

        def set_data(self, path: str, data: bytes) -> None:
            kept[path] = bytes(data)

    heard: list[str] = []

    class Hearing(thence.Observer):
        def bytecode_accepted(self, fullname: str, file: str) -> None:
            heard.append(fullname)

    system.observer = Hearing()
    InMemory().get_code("wanted")
    InMemory().get_code("wanted")

    assert heard == ["wanted"]
