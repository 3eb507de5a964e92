"""The project in the working directory: its files, read once."""

import os
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from ...explaining.file_kinds import file_kinds
from ...explaining.what_lies_there import is_there
from .cycles.reading import Source, module_name

NOT_OURS = frozenset({"node_modules", "site-packages", "build", "dist"})
MARKS = ("pyproject.toml", "setup.py", "setup.cfg", "manage.py")
MOST_SOURCES = 2000
CACHE = "__pycache__"
TAGGED = re.compile(r"(?P<stem>\w+)\.(?:cpython-|cp)\d+.*\.(?:so|pyd)$")


class Project:
    """A folder that looks like a project's; any other one has no files of a project's."""

    def __init__(self, directory: str | None) -> None:
        marked = directory and any(is_there(f"{directory}/{mark}") for mark in MARKS)
        self.directory = directory if marked else None

    @cached_property
    def folders(self) -> dict[str, list[str]]:
        """The names of the files in each folder, without environments and the like."""
        found: dict[str, list[str]] = {}
        sources = 0
        for here, folders, files in os.walk(self.directory) if self.directory else ():
            found[here] = sorted(files)
            sources += sum(file.endswith(".py") for file in files)
            folders[:] = [] if sources > MOST_SOURCES else sorted(self._ours(here, folders))
        return found

    def _ours(self, here: str, folders: list[str]) -> Iterator[str]:
        for folder in folders:
            place = Path(here, folder)
            foreign = folder.startswith(".") or folder in NOT_OURS or place.is_symlink()
            if not foreign and not is_there(f"{place}/pyvenv.cfg"):
                yield folder

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The modules, by the names that they have from the project's folder, or from ``src``."""
        files = [
            f"{here}/{file}"
            for here, names in self.folders.items()
            for file in names
            if file.endswith(".py")
        ]
        named = ((module_name(file, self._base(file)), file) for file in files[:MOST_SOURCES])
        return {name: Source(file, name) for name, file in named if name}

    def _base(self, file: str) -> str:
        root = str(self.directory)
        return f"{root}/src" if file.startswith(f"{root}/src/") else root

    def foreign_extensions(self) -> Iterator[str]:
        """Extension modules of another Python, of which there is nothing for this one."""
        suffixes = tuple(each.suffix for each in file_kinds())
        for here, files in self.folders.items():
            for file in files:
                found = TAGGED.match(file)
                if found and not any(f"{found['stem']}{suffix}" in files for suffix in suffixes):
                    yield f"{here}/{file}"
