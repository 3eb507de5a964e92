"""Modules that lie near a program, in folders which are not on its path."""

from collections.abc import Container, Iterable, Iterator
from itertools import islice
from pathlib import Path

from ...explaining.near_misses import importable_names
from ...explaining.what_lies_there import is_there
from .files import names_in

LEVELS = 2  # below a folder of the program's, and above it
MOST_FOLDERS = 300
FEWEST_PARTS = 2  # of a path, for what lies below it to be looked at
NO_SOURCES = frozenset({"node_modules", "site-packages", "dist-packages", "__pycache__"})


def lies_in(
    names: Iterable[str], places: Iterable[str], path: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """The folders near some places that have a module of a name, for each name that is there."""
    wanted, known = set(names), {entry.rstrip("/") for entry in path}
    found: dict[str, list[str]] = {}
    if wanted:
        for folder in near(places):
            if folder not in known and not is_there(f"{folder}/__init__.py"):
                for name in wanted.intersection(importable_names(folder)):
                    found.setdefault(name, []).append(folder)
    return {name: tuple(folders) for name, folders in found.items()}


def lies_in_package(
    names: Iterable[str], places: Iterable[str], path: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """The whole names of modules in packages near some places, by the last part of each."""
    wanted, known = set(names), {entry.rstrip("/") for entry in path}
    found: dict[str, list[str]] = {}
    for folder in near(places) if wanted else ():
        package = package_of(folder, known)
        for name in wanted.intersection(importable_names(folder)) if package else ():
            found.setdefault(name, []).append(f"{package}.{name}")
    return {name: tuple(whole) for name, whole in found.items()}


def package_of(folder: str, known: Container[str]) -> str:
    """The name of the package that a folder is, where it can be imported; "" if it cannot."""
    parts: list[str] = []
    while is_there(f"{folder}/__init__.py"):
        folder, _, last = folder.rpartition("/")
        parts.insert(0, last)
    return ".".join(parts) if folder in known else ""


def near(places: Iterable[str]) -> Iterator[str]:
    """Each place with what is below and above it, each folder once, the nearest first."""
    seen: dict[str, None] = {}
    for place in places:
        for above in [Path(place), *list(Path(place).parents)[:LEVELS]]:
            for folder in (str(above), f"{above}/src", f"{above}/lib"):
                seen.setdefault(folder)
        for folder in islice(below(place, LEVELS), MOST_FOLDERS):
            seen.setdefault(folder)
    yield from list(seen)[:MOST_FOLDERS]


def below(folder: str, levels: int) -> Iterator[str]:
    """The folders within one; no hidden ones, no environments, nothing that was installed."""
    if folder.count("/") < FEWEST_PARTS:
        return  # the whole disk, or all that somebody has: no project
    for name in names_in(folder):
        each = f"{folder}/{name}"
        if name[:1] != "." and name not in NO_SOURCES and is_sources(each):
            yield each
            if levels > 1:
                yield from below(each, levels - 1)


def is_sources(folder: str) -> bool:
    """Is it a folder, and no virtual environment?  What may not be looked at is none."""
    return is_there(f"{folder}/.") and not is_there(f"{folder}/pyvenv.cfg")
