"""Language reference 5.4.7, Cached bytecode invalidation.

Whether bytecode or source was loaded is seen by making them differ: the bytecode sets
``answer`` to 1, the source that replaced the one it was compiled from to 2.
"""

from __future__ import annotations

import _imp
import os
import py_compile
import sys
from pathlib import Path

import pytest

MAGIC, FLAGS, TIME, SIZE, HASH = (slice(*s) for s in ((0, 4), (4, 8), (8, 12), (12, 16), (8, 16)))
UNCHECKED, CHECKED = 0b01, 0b11


@pytest.fixture(autouse=True)
def bytecode_written(monkeypatch):
    """Have bytecode written, into __pycache__ beside the source."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


class Cached:
    """The source file of one module and its .pyc file, and the importing of it."""

    def __init__(self, system, root):
        self.system = system
        self.source = root / "lr_plain.py"
        self.pyc = Path(system.util.cache_from_source(str(self.source)))

    def import_afresh(self):
        self.system.modules.pop("lr_plain", None)
        self.system.invalidate_caches()
        return self.system.import_module("lr_plain")

    def compile(self, mode):
        py_compile.compile(
            str(self.source), cfile=str(self.pyc), invalidation_mode=mode, doraise=True
        )

    def field(self, which):
        return int.from_bytes(self.pyc.read_bytes()[which], "little")

    def replace_source(self, text):
        """Give the source another content without changing its modification time."""
        times = self.source.stat()
        self.source.write_text(text)
        os.utime(self.source, ns=(times.st_atime_ns, times.st_mtime_ns))


@pytest.fixture
def cached(system, importable):
    return Cached(system, importable({"lr_plain.py": "answer = 1"}))


@pytest.mark.clause("5.4.7/2")
def test_bytecode_is_written_with_time_and_size_of_the_source(cached):
    """5.4.7/2: what an import writes when there is no .pyc file."""
    cached.import_afresh()

    stat = cached.source.stat()
    assert cached.pyc.read_bytes()[MAGIC] == cached.system.util.MAGIC_NUMBER
    assert cached.field(FLAGS) == 0
    assert cached.field(TIME) == int(stat.st_mtime)
    assert cached.field(SIZE) == stat.st_size


@pytest.mark.clause("5.4.7/3")
def test_bytecode_with_the_sources_time_and_size_is_loaded(cached):
    """5.4.7/3: the source's content is not looked at."""
    cached.import_afresh()
    cached.replace_source("answer = 2")

    assert cached.import_afresh().answer == 1


@pytest.mark.clause("5.4.7/1", "5.4.7/4")
def test_bytecode_with_another_time_is_not_loaded(cached):
    """5.4.7/1, 4: it is written anew from the source."""
    cached.import_afresh()
    cached.replace_source("answer = 2")
    os.utime(cached.source, (1_000_000_000, 1_000_000_000))

    assert cached.import_afresh().answer == 2
    assert cached.field(TIME) == 1_000_000_000


@pytest.mark.clause("5.4.7/1", "5.4.7/4")
def test_bytecode_with_another_size_is_not_loaded(cached):
    """5.4.7/1, 4: it is written anew from the source."""
    cached.import_afresh()
    cached.replace_source("answer =  2")

    assert cached.import_afresh().answer == 2
    assert cached.field(SIZE) == len("answer =  2")


@pytest.mark.clause("5.4.7/5")
@pytest.mark.parametrize(
    ("mode", "flags"),
    [
        (py_compile.PycInvalidationMode.CHECKED_HASH, CHECKED),
        (py_compile.PycInvalidationMode.UNCHECKED_HASH, UNCHECKED),
    ],
)
def test_hash_based_bytecode_holds_the_sources_hash(cached, mode, flags):
    """5.4.7/5: the importing system reads it, and its util module computes the same hash."""
    cached.compile(mode)

    assert cached.import_afresh().answer == 1
    assert cached.field(FLAGS) == flags
    expected = cached.system.util.source_hash(cached.source.read_bytes())
    assert cached.pyc.read_bytes()[HASH] == expected


@pytest.mark.clause("5.4.7/6")
def test_checked_bytecode_is_loaded_when_its_hash_is_the_sources(cached):
    """5.4.7/6: whatever the source's modification time is."""
    cached.replace_source("answer = 2")
    right_hash = cached.system.util.source_hash(b"answer = 2")
    cached.replace_source("answer = 1")
    cached.compile(py_compile.PycInvalidationMode.CHECKED_HASH)
    content = cached.pyc.read_bytes()
    cached.pyc.write_bytes(content[:8] + right_hash + content[16:])
    cached.source.write_text("answer = 2")
    os.utime(cached.source, (1_000_000_000, 1_000_000_000))

    assert cached.import_afresh().answer == 1


@pytest.mark.clause("5.4.7/1", "5.4.7/7")
def test_invalid_checked_bytecode_is_written_anew_as_checked(cached):
    """5.4.7/1, 7: also when the source's time and size did not change."""
    cached.compile(py_compile.PycInvalidationMode.CHECKED_HASH)
    cached.replace_source("answer = 2")

    assert cached.import_afresh().answer == 2
    assert cached.field(FLAGS) == CHECKED
    assert cached.pyc.read_bytes()[HASH] == cached.system.util.source_hash(b"answer = 2")


@pytest.mark.clause("5.4.7/8")
def test_unchecked_bytecode_is_taken_as_valid(cached):
    """5.4.7/8: whatever became of the source."""
    cached.compile(py_compile.PycInvalidationMode.UNCHECKED_HASH)
    cached.source.write_text("answer =  2")

    assert cached.import_afresh().answer == 1


@pytest.mark.clause("5.4.7/9")
def test_always_has_unchecked_bytecode_checked(cached, monkeypatch):
    """5.4.7/9: and written anew, as the unchecked bytecode that it was."""
    cached.compile(py_compile.PycInvalidationMode.UNCHECKED_HASH)
    cached.replace_source("answer = 2")
    # The only trace of the command line's --check-hash-based-pycs.
    monkeypatch.setattr(_imp, "check_hash_based_pycs", "always")

    assert cached.import_afresh().answer == 2
    assert cached.field(FLAGS) == UNCHECKED


@pytest.mark.clause("5.4.7/10")
def test_never_has_checked_bytecode_taken_as_valid(cached, monkeypatch):
    """5.4.7/10: its hash is not compared."""
    cached.compile(py_compile.PycInvalidationMode.CHECKED_HASH)
    cached.replace_source("answer = 2")
    monkeypatch.setattr(_imp, "check_hash_based_pycs", "never")

    assert cached.import_afresh().answer == 1


@pytest.mark.clause("5.4.7/10")
def test_never_does_not_touch_bytecode_by_time(cached, monkeypatch):
    """5.4.7/10: the option is about hash-based files only."""
    cached.import_afresh()
    cached.replace_source("answer =  2")
    monkeypatch.setattr(_imp, "check_hash_based_pycs", "never")

    assert cached.import_afresh().answer == 2
