"""Source files, each read once if it is looked into more often."""

from functools import cache
from pathlib import Path

from ..._engine.bytecode.compiling import decode_source

MOST_BYTES = 2_000_000  # larger files are generated: no line of theirs tells anything


@cache
def text_of(file: str) -> str:
    """A source file's text, kept; empty where it cannot be read or decoded."""
    return read_text(file)


def read_text(file: str) -> str:
    """The same, not kept: there may be thousands."""
    try:
        path = Path(file)
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return ""
        return decode_source(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return ""


@cache
def lines_of(file: str) -> tuple[str, ...]:
    """Its lines."""
    return tuple(text_of(file).splitlines())


def line_of(file: str, number: int) -> str:
    """One of its lines, without the margin."""
    lines = lines_of(file) if number else ()
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def names_in(folder: str) -> list[str]:
    """What lies in a folder; nothing where it cannot be read."""
    try:
        return sorted(each.name for each in Path(folder).iterdir())
    except OSError:
        return []
