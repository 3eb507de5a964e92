"""The names of the modules that lie in folders, on the path or not."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ...explaining.near_misses import importable_names
from ..evidence import Module

LEVELS = 3  # above a file, its own folder included


def in_folders(folders: Iterable[str]) -> dict[str, frozenset[str]]:
    """What lies in each folder; those that hold nothing are left out."""
    found = {folder: frozenset(importable_names(folder)) for folder in dict.fromkeys(folders)}
    return {folder: names for folder, names in found.items() if names}


def ancestors(files: Iterable[str]) -> Iterator[str]:
    """The folder of each file, and those above it."""
    for file in files:
        if file.startswith("/"):
            yield from (str(folder) for folder in list(Path(file).parents)[:LEVELS])


def below(modules: Iterable[Module]) -> Iterator[str]:
    """The folders of packages, and one of the same name within each."""
    for module in modules:
        for folder in (*(module.path or ()), *(module.locations or ())):
            yield folder
            yield f"{folder}/{module.name.rpartition('.')[2]}"
