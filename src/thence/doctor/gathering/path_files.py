"""Lines of ``.pth`` files that did not do what they were written for."""

import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from ..evidence import PathLine
from .files import files_in
from .lookups import is_site_folder

IMPORT = re.compile(r"import[ \t]+(?P<name>[A-Za-z_][\w.]*)")


def path_lines(path: Iterable[str], failed: Container[str]) -> Iterator[PathLine]:
    """What failed in the ``.pth`` files of a path's site folders.

    ``failed`` are the modules whose import failed: ``site`` leaves out the rest of a file whose
    import line raises.
    """
    entries = list(path)
    for folder in filter(is_site_folder, entries):
        for file in files_in(folder, "*.pth"):
            yield from lines_of_file(file, entries, failed)


def lines_of_file(file: Path, path: list[str], failed: Container[str]) -> Iterator[PathLine]:
    """What failed in one file."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return
    skipped_after = ""
    for number, text in enumerate(lines, 1):
        line = text.strip()
        if not line or line.startswith("#"):
            continue
        found = IMPORT.match(line)
        if skipped_after:
            yield PathLine(str(file), number, line, "skipped", skipped_after)
        elif found and found["name"] in failed:
            skipped_after = found["name"]
            yield PathLine(str(file), number, line, "raises", skipped_after)
        elif not found and str(Path(file.parent, line)) not in path and line not in path:
            yield PathLine(str(file), number, line, "missing")
