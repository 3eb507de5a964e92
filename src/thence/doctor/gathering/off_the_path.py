"""Modules that lie near a program, in folders which are not on its path."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ...explaining.near_misses import importable_names

LEVELS = 2  # below a folder of the program's, and above it
MOST_FOLDERS = 300
NO_SOURCES = frozenset({"node_modules", "site-packages", "dist-packages", "__pycache__"})


def lies_in(
    names: Iterable[str], places: Iterable[str], path: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """The folders near some places that have a module of a name, for each name that is there."""
    wanted, known = set(names), {entry.rstrip("/") for entry in path}
    found: dict[str, list[str]] = {}
    if wanted:
        for folder in near(places):
            if folder not in known and Path(folder, "__init__.py").is_file() is False:
                for name in wanted.intersection(importable_names(folder)):
                    found.setdefault(name, []).append(folder)
    return {name: tuple(folders) for name, folders in found.items()}


def near(places: Iterable[str]) -> Iterator[str]:
    """Each place with what is below and above it, each folder once, the nearest first."""
    seen: dict[str, None] = {}
    for place in places:
        for above in [Path(place), *list(Path(place).parents)[:LEVELS]]:
            for folder in (str(above), f"{above}/src", f"{above}/lib"):
                seen.setdefault(folder)
        for folder in below(place, LEVELS):
            seen.setdefault(folder)
    yield from list(seen)[:MOST_FOLDERS]


def below(folder: str, levels: int) -> Iterator[str]:
    """The folders within one; no hidden ones, no environments, nothing that was installed."""
    try:
        inside = sorted(each for each in Path(folder).iterdir() if each.is_dir())
    except OSError:
        return
    for each in inside[:MOST_FOLDERS]:
        if each.name[:1] != "." and each.name not in NO_SOURCES and not is_environment(each):
            yield str(each)
            if levels > 1:
                yield from below(str(each), levels - 1)


def is_environment(folder: Path) -> bool:
    """Is it a virtual environment?"""
    return (folder / "pyvenv.cfg").is_file()
