"""Modules beside those that an editable installation lists, and which it does not list."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ...explaining.near_misses import importable_names
from ..evidence import Written
from .editable import FINDER, mapped_in
from .files import files_in, text_of
from .lost_editables import line_with

PROJECT_FILES = ("pyproject.toml", "setup.py")
LEVELS = 3  # from a package up to its project


def unlisted_packages(path: Iterable[str], names: Iterable[str]) -> Iterator[Written]:
    """Each with the finder that holds the list: ``name`` is the module's file or folder.

    ``text`` is the project's folder.
    """
    wanted = set(names)
    for entry in dict.fromkeys(path) if wanted else ():
        for finder in files_in(entry, FINDER):
            mapped = dict(mapped_in(text_of(str(finder))))
            for place in mapped.values():
                folder = str(Path(place).parent)
                for name in wanted.intersection(importable_names(folder)).difference(mapped):
                    line = line_with(finder, place)
                    yield Written(
                        "unlisted", f"{folder}/{name}", str(finder), line, project_of(folder)
                    )


def project_of(folder: str) -> str:
    """The folder that is installed: with a file that says how, here or above."""
    for each in [Path(folder), *list(Path(folder).parents)[:LEVELS]]:
        if any((each / name).is_file() for name in PROJECT_FILES):
            return str(each)
    return folder
