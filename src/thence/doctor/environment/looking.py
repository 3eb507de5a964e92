"""Looks at an environment: its path, its distributions, the project in the working directory."""

import os
import sys
import zipfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from ...explaining.distributions import SITE_FOLDERS
from ...explaining.entries import absolute
from ...explaining.file_kinds import file_kinds
from ..gathering.path_files import path_lines
from .distributions import distributions
from .project import circular_imports, leftovers
from .surroundings import Place, Provider, Surroundings

OTHERS_WRITE = 0o002


class Absent:
    """Stands for the set of all names that nobody has."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known

    def __contains__(self, name: object) -> bool:
        return str(name).partition(".")[0] not in self._known


def look(request: Mapping[str, Any]) -> Surroundings:
    """The surroundings of an interpreter with this ``path``, started in this ``directory``."""
    directory = request.get("directory")
    path = [entry for entry in request["path"] if isinstance(entry, str)]
    places = tuple(look_at(entry, request, number) for number, entry in enumerate(path))
    known = {name for each in places for name in each.providers} | sys.stdlib_module_names
    return Surroundings(
        executable=request.get("executable", ""),
        prefix=request.get("prefix", ""),
        directory=directory,
        places=places,
        installed=tuple(distributions([each.place for each in places])),
        path_lines=tuple(path_lines(path, Absent(known))),
        library_names=sys.stdlib_module_names,
        leftovers=tuple(leftovers(directory)),
        circular=tuple(circular_imports(directory)),
    )


def look_at(entry: str, request: Mapping[str, Any], number: int) -> Place:
    """One entry, and the modules at its top level."""
    place = absolute(entry, request.get("directory"))
    kind = kind_of(place)
    providers = list(providers_in(place)) if kind == "directory" else []
    return Place(
        entry=entry,
        place=place,
        kind=kind,
        origin=origin_of(entry, place, request, number),
        writable_by_others=kind == "directory" and may_be_written_by_others(place),
        providers={each.name: each for each in reversed(providers)},
    )


def origin_of(entry: str, place: str, request: Mapping[str, Any], number: int) -> str:
    """Where an entry came from, as far as that can be told."""
    if number == 0 and not request.get("safe_path"):
        return "start"
    if entry in (request.get("pythonpath") or "").split(":"):
        return "PYTHONPATH"
    if place == request.get("user_site"):
        return "user site"
    name = place.rpartition("/")[2]
    if place == request.get("library") or name in ("lib-dynload", LIBRARY_ARCHIVE):
        return "library"
    return "site" if name in SITE_FOLDERS else ""


LIBRARY_ARCHIVE = f"python{sys.version_info[0]}{sys.version_info[1]}.zip"


def kind_of(place: str) -> str:
    """What an entry is."""
    path = Path(place)
    try:
        if path.is_dir():
            return "directory" if os.access(place, os.R_OK | os.X_OK) else "unreadable"
        if path.is_file():
            return "archive" if zipfile.is_zipfile(path) else "file"
    except OSError:
        return "unreadable"
    return "missing"


def may_be_written_by_others(place: str) -> bool:
    """May every user of the machine put modules there?"""
    try:
        mode = Path(place).stat().st_mode
    except OSError:
        return False
    return bool(mode & OTHERS_WRITE)


def providers_in(folder: str) -> Iterator[Provider]:
    """The modules in a folder, those that are preferred first."""
    kinds = [(each.suffix, each.kind) for each in file_kinds()]
    with os.scandir(folder) as files:
        found = sorted(files, key=lambda file: not file.is_dir())
    for file in found:
        if file.is_dir():
            if file.name.isidentifier() and file.name != "__pycache__":
                is_package = any(Path(file.path, f"__init__{s}").exists() for s, _ in kinds)
                yield Provider(file.name, file.path, "package" if is_package else "portion")
            continue
        for suffix, kind in kinds:
            name = file.name.removesuffix(suffix)
            if name != file.name and name.isidentifier():
                yield Provider(name, file.path, kind)
                break
