"""Source files, each read once if it is looked into more often."""

import fnmatch
from errno import ELOOP
from functools import cache
from pathlib import Path

from ..._engine import paths
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
        if not paths.is_file(file) or path.stat().st_size > MOST_BYTES:
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


def files_in(folder: str, pattern: str) -> list[Path]:
    """The files in a folder whose names have a pattern, such as ``*.pth``, in their order."""
    return [Path(folder, name) for name in fnmatch.filter(names_in(folder), pattern)]


def may_be_there(file: str) -> bool:
    """Is there a file, or a folder?  What cannot be looked at may be there."""
    try:
        Path(file).stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:
        return error.errno != ELOOP
    return True
