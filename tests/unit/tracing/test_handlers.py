"""Where an error goes on, and which line that is, as the interpreter itself says."""

import dis
import subprocess
import sys
from pathlib import Path
from types import CodeType

import pytest

from thence.tracing.handlers import line_at, target_of


def codes(code):
    """A code object, and those within it."""
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from codes(each)


@pytest.fixture(scope="module")
def library():
    """Code with many handlers, some of them in one another."""
    source = Path(subprocess.__file__).read_text("utf-8")
    return [each for each in codes(compile(source, "file", "exec")) if each.co_exceptiontable]


def test_the_entry_of_each_instruction_is_found(library):
    assert len(library) > 20
    for code in library:
        expected = dict.fromkeys(range(0, len(code.co_code), 2))
        for entry in dis._parse_exception_table(code):  # type: ignore[attr-defined]
            for offset in range(entry.start, entry.end, 2):
                expected[offset] = entry.target

        assert {at: target_of(code.co_exceptiontable, at) for at in expected} == expected


def test_code_without_handlers_has_none():
    assert target_of(b"", 4) is None


def test_the_line_of_an_instruction_is_that_of_its_statement():
    frame = sys._getframe()
    lines = {
        start: line for start, _, line in frame.f_code.co_lines() if line is not None and start
    }

    assert {at: line_at(frame, at) for at in lines} == lines
    assert len(set(lines.values())) > 2
