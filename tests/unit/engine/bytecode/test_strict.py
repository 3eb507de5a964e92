"""Bytecode that is trusted less readily: by the fine times of files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import thence
from thence._engine.bytecode.strict import SECOND, StrictBytecode, is_newer

MOMENT = 1_600_000_000 * SECOND
DETAILS = {"name": "a", "path": "a.pyc"}


@pytest.fixture
def strict():
    return StrictBytecode()


@pytest.fixture
def replaceable(monkeypatch):
    """New bytecode would be kept."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.mark.usefixtures("replaceable")
@pytest.mark.parametrize(
    ("bytecode", "source", "newer"),
    [
        (MOMENT + 2, MOMENT + 1, True),
        (MOMENT + 1, MOMENT + 2, False),
        (MOMENT + 1, MOMENT + 1, False),
        (MOMENT + SECOND, MOMENT + 1, True),
        (MOMENT - 1, MOMENT + 1, True),
        (MOMENT, MOMENT + 1, False),
        (MOMENT + 1, MOMENT, False),
    ],
)
def test_within_a_second_the_fractions_decide(tmp_path, bytecode, source, newer):
    assert is_newer(bytecode, source, str(tmp_path / "a.pyc")) is newer


def test_whole_seconds_have_to_do_where_nothing_new_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    assert is_newer(MOMENT, MOMENT, str(tmp_path / "a.pyc")) is True


@pytest.mark.usefixtures("replaceable")
def test_bytecode_beside_the_program_is_replaceable(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert is_newer(MOMENT, MOMENT, "a.pyc") is False


@pytest.mark.parametrize(("flags", "refused"), [(0, False), (1, False), (3, False), (2, True)])
def test_a_check_by_nothing_is_refused(strict, flags, refused):
    if not refused:
        assert strict.check_flags(flags, "a", DETAILS) is None
        return
    with pytest.raises(ImportError, match=r"^invalid flags 2 in 'a'$"):
        strict.check_flags(flags, "a", DETAILS)


@pytest.fixture
def file(tmp_path):
    """A bytecode file of a known time."""
    file = tmp_path / "a.pyc"
    file.touch()
    os.utime(file, ns=(MOMENT + 5, MOMENT + 5))
    return str(file)


@pytest.mark.usefixtures("replaceable")
def test_bytecode_that_may_be_older_is_refused(strict, file):
    details = {"name": "a", "path": file}

    assert strict.check_times((MOMENT + 4, 0), "a", details) is None
    with pytest.raises(ImportError, match=r"^bytecode may be older than the source of 'a'$"):
        strict.check_times((MOMENT + 6, 0), "a", details)


def test_what_is_kept_elsewhere_has_no_times_to_go_by(strict, file):
    assert strict.check_times((MOMENT + 6, 0), "a", {"name": "a", "path": "/nowhere"}) is None
    assert strict.check_times(None, "a", {"name": "a", "path": file}) is None


def test_a_source_is_known_by_its_time_and_size(strict, file):
    assert strict.source_as_it_is(file) == (MOMENT + 5, 0)
    assert strict.source_as_it_is("/nowhere") is None


@pytest.mark.parametrize("changed", [True, False])
def test_bytecode_of_a_source_that_changed_meanwhile_is_withdrawn(strict, file, tmp_path, changed):
    cached = tmp_path / "cached.pyc"
    cached.touch()
    source = (MOMENT, 0) if changed else (MOMENT + 5, 0)

    strict.withdraw_if_changed(source, file, str(cached))

    assert cached.exists() is not changed


def test_bytecode_that_was_not_kept_is_not_withdrawn(strict, file):
    strict.withdraw_if_changed((MOMENT, 0), file, "/nowhere/cached.pyc")
    strict.withdraw_if_changed(None, file, file)

    assert Path(file).exists()


@pytest.mark.usefixtures("writes_bytecode")
@pytest.mark.parametrize(("strict_bytecode", "answer"), [(True, 43), (False, 42)])
def test_a_system_may_doubt_bytecode_of_the_same_second(tmp_path, strict_bytecode, answer):
    """The source changed within the second in which its bytecode was written."""
    path = [str(tmp_path)]
    source = tmp_path / "a.py"
    source.write_text("answer = 42")
    os.utime(source, ns=(MOMENT + 1, MOMENT + 1))
    cached = thence.ImportSystem(path).import_module("a").__spec__.cached
    source.write_text("answer = 43")
    os.utime(cached, ns=(MOMENT + 2, MOMENT + 2))
    os.utime(source, ns=(MOMENT + 3, MOMENT + 3))

    module = thence.ImportSystem(path, strict_bytecode=strict_bytecode).import_module("a")

    assert module.answer == answer
