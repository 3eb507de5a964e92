"""Folders that git fills only when it is told so."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..evidence import Written
from .files import lines_of

LEVELS = 4
PATH = re.compile(r"^\s*path\s*=\s*(?P<path>\S+)\s*$")


def git_submodules(folders: Iterable[str]) -> Iterator[Written]:
    """Those of the folders that a ``.gitmodules`` above them names."""
    for folder in dict.fromkeys(folders):
        for above in list(Path(folder).parents)[:LEVELS]:
            file = str(above / ".gitmodules")
            for number, line in enumerate(lines_of(file), 1):
                found = PATH.match(line)
                if found and str(above / found["path"]) == folder:
                    yield Written("git submodule", folder, file, number, line.strip())
