"""Files that an error names, that are not there, and that whoever asks for them should have."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..evidence import Error, Written
from .files import may_be_there

QUOTED = re.compile(r"['\"](?P<file>/[^'\"\n]+)['\"]")


def absent_files(error: Error, path: Iterable[str]) -> Iterator[Written]:
    """Each file, as ``name``; in ``file`` the ``RECORD`` of the distribution that it came with."""
    for each in error.chain:
        for found in QUOTED.finditer(each.message):
            file = found["file"]
            if not may_be_there(file):
                yield Written("absent", file, next(records_of(file, path), ""))


def records_of(file: str, path: Iterable[str]) -> Iterator[str]:
    """The lists of installed files that have it."""
    for entry in path:
        inside = file.removeprefix(f"{entry.rstrip('/')}/")
        for record in Path(entry).glob("*.dist-info/RECORD") if inside != file else ():
            lines = record.read_text("utf-8", "replace").splitlines()
            if any(line.partition(",")[0].strip('"') == inside for line in lines):
                yield str(record)
