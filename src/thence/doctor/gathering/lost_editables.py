"""Editable installations of a module whose sources are gone."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..evidence import Written
from .editable import (
    FINDER,
    LINK,
    PATH_FILE,
    gone,
    is_of_one,
    link_target,
    mapped_in,
    places_in,
    plain,
)
from .files import files_in, text_of
from .lookups import is_site_folder


def lost_editables(path: Iterable[str], names: Iterable[str]) -> Iterator[Written]:
    """The files that lead to where modules of these names were, the most telling first.

    ``text`` is the name that the file itself has for the module; empty where only the name of the
    file tells.
    """
    wanted = [name for name in names if "." not in name]
    for site in filter(is_site_folder, path) if wanted else ():
        for finder in files_in(site, FINDER):
            for name, place in mapped_in(text_of(str(finder))):
                if name in wanted and gone([place]):
                    yield Written("editable", place, str(finder), line_with(finder, place), name)
        for file in [*files_in(site, PATH_FILE), *files_in(site, LINK)]:
            if any(is_meant(file, name) for name in wanted):
                places = [link_target(file)] if file.suffix == ".egg-link" else places_in(file)
                for place in gone(filter(None, places)):
                    yield Written("editable", place, str(file), line_with(file, place))


def is_meant(file: Path, name: str) -> bool:
    """Does the name of the file say that it is for a distribution of the module's name?"""
    if file.suffix == ".egg-link":
        return plain(file.stem) == plain(name)
    return is_of_one(file.name, [plain(name)])


def line_with(file: Path, place: str) -> int:
    """The line that names a place; 0 if none does."""
    lines = text_of(str(file)).splitlines()
    return next((number for number, line in enumerate(lines, 1) if place in line), 0)
