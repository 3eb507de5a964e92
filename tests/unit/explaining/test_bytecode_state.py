"""The state of a bytecode file, read and never executed."""

import os
import py_compile

import pytest

from thence.explaining.bytecode_state import BytecodeFile
from thence.explaining.magic_numbers import writer_of

MODES = py_compile.PycInvalidationMode


@pytest.fixture
def compiled(tmp_path):
    """Writes a source and its bytecode; returns their paths."""

    def write(mode=MODES.TIMESTAMP):
        source, cached = tmp_path / "m.py", tmp_path / "m.pyc"
        source.write_text("raise SystemExit('executed')\n")
        py_compile.compile(str(source), str(cached), doraise=True, invalidation_mode=mode)
        return source, cached

    return write


def state_of(source, cached, *, writes=True):
    return BytecodeFile(str(cached), source and str(source), writes=writes).state()


@pytest.mark.parametrize(
    ("mode", "state", "validation"),
    [
        (MODES.TIMESTAMP, "fresh", "timestamp"),
        (MODES.CHECKED_HASH, "fresh", "hash"),
        (MODES.UNCHECKED_HASH, "unchecked", "unchecked hash"),
    ],
)
def test_each_way_of_validation_is_named(compiled, mode, state, validation):
    found = state_of(*compiled(mode))

    assert (found.state, found.validation) == (state, validation)
    assert found.consequence == "it would be executed, the source not compiled"


def test_a_source_with_another_time_makes_it_stale(compiled):
    source, cached = compiled()
    os.utime(source, (1, 1))

    found = state_of(source, cached)

    assert found.state == "stale"
    assert "the source is of 1970-01-01" in found.reason or "1969-12-31" in found.reason


def test_what_is_absent_would_be_written(tmp_path):
    source = tmp_path / "m.py"
    source.touch()

    found = state_of(source, tmp_path / "__pycache__" / "m.pyc")

    assert found.state == "absent"
    assert found.consequence == "the source would be compiled, and the bytecode kept there"


def test_unless_it_is_not_to_be(tmp_path):
    source = tmp_path / "m.py"
    source.touch()

    found = state_of(source, tmp_path / "m.pyc", writes=False)

    assert "the bytecode not kept (-B" in found.consequence


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_or_cannot_be(tmp_path):
    source = tmp_path / "m.py"
    source.touch()
    tmp_path.chmod(0o555)

    found = state_of(source, tmp_path / "__pycache__" / "m.pyc")

    assert "cannot be written to" in found.consequence


def test_damaged_bytecode_without_a_source_makes_the_import_fail(compiled):
    _, cached = compiled()
    cached.write_bytes(cached.read_bytes()[:18])

    found = state_of(None, cached)

    assert (found.state, found.consequence) == ("damaged", "the import would raise an error")


def test_damaged_bytecode_with_a_source_does_so_too(compiled):
    """Its header is valid, so the import believes it, and fails at the body."""
    source, cached = compiled()
    cached.write_bytes(cached.read_bytes()[:18])

    found = state_of(source, cached)

    assert found.consequence == "the import would raise an error"


def test_a_file_that_is_no_bytecode_is_foreign(tmp_path):
    cached = tmp_path / "m.pyc"
    cached.write_text("print('text')")

    assert "does not begin like a bytecode file" in state_of(None, cached).reason


@pytest.mark.parametrize(
    ("number", "writer"),
    [
        (3413, "Python 3.8"),
        (3495, "Python 3.11"),
        (3531, "Python 3.12"),
        (3571, "Python 3.13"),
        (9999, "a Python with the magic number 9999"),
    ],
)
def test_the_writer_is_known_by_its_number(number, writer):
    assert writer_of(number.to_bytes(2, "little") + b"\r\n") == writer


def test_the_running_python_is_known():
    import sys

    from thence.util import MAGIC_NUMBER

    assert writer_of(MAGIC_NUMBER) == f"Python {sys.version_info[0]}.{sys.version_info[1]}"
