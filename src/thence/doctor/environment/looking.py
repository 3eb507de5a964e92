"""Looks at an environment: its path, its distributions, the project in the working directory."""

import os
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..._engine import paths
from ...explaining.distributions import SITE_FOLDERS
from ...explaining.entries import SOURCE, absolute
from ...sources.names import is_url
from ..gathering.files import files_in, may_be_there
from .bytecode import at_top_level, of_project
from .cycles import circles, circles_of_distributions
from .distributions import distributions, overwritten
from .folders import folders_without_init
from .orphans import orphans
from .path_files import path_lines
from .project import Project
from .providers import foreign_in, leftovers_in, looked_into, providers_in
from .starting import failed_starts
from .surroundings import Place, Surroundings

OTHERS_WRITE = 0o002
LIBRARY_ARCHIVE = f"python{sys.version_info[0]}{sys.version_info[1]}.zip"


def look(request: Mapping[str, Any]) -> Surroundings:
    """The surroundings of an interpreter with this ``path``, started in this ``directory``."""
    directory = request.get("directory")
    path = [entry for entry in request["path"] if isinstance(entry, str)]
    places = looked_into(look_at(entry, request, n) for n, entry in enumerate(path))
    sites = [each.place for each in places if each.is_site]
    known = {name for each in places for name in each.providers} | sys.stdlib_module_names
    installed = tuple(distributions([each.place for each in places]))
    project = Project(directory)
    found = list(circles(project.sources))
    if request.get("deep"):
        found += circles_of_distributions(installed)
    return Surroundings(
        executable=request.get("executable", ""),
        version="{}.{}".format(*sys.version_info),
        prefix=request.get("prefix", ""),
        directory=directory,
        places=places,
        installed=installed,
        overwritten=tuple(overwritten(installed)),
        orphans=tuple(orphans(dict.fromkeys(sites), installed)),
        path_lines=tuple(path_lines(dict.fromkeys(sites), known)),
        failed_starts=failed_starts(request.get("start") or ()),
        library_names=sys.stdlib_module_names,
        bytecode=(*of_project(project), *at_top_level(sites)),
        extensions=tuple(project.foreign_extensions()),
        folders=tuple(folders_without_init(project)),
        circles=tuple(found),
    )


def look_at(entry: str, request: Mapping[str, Any], number: int) -> Place:
    """One entry, and the modules at its top level."""
    place = absolute(entry, request.get("directory"))
    kind = SOURCE if is_url(entry) else kind_of(place)
    written = written_in_variable(place, request)
    origin = origin_of(place, request, number, written)
    if kind != "directory":
        return Place(entry=written or entry, place=place, kind=kind, origin=origin)
    is_site = place.rpartition("/")[2] in SITE_FOLDERS
    providers = providers_in(place)
    return Place(
        entry=written or entry,
        place=place,
        origin=origin,
        is_site=is_site,
        writable_by_others=may_be_written_by_others(place),
        writable_files=writable_path_files(place) if is_site else (),
        providers=providers,
        leftovers=tuple(leftovers_in(place)) if is_site else (),
        foreign=tuple(foreign_in(place, providers)) if origin != "library" else (),
    )


def written_in_variable(place: str, request: Mapping[str, Any]) -> str:
    """How PYTHONPATH names a place; Python makes its entries absolute.  Empty if it does not."""
    words = (request.get("pythonpath") or "").split(":")
    known = (word for word in words if word)
    return next((word for word in known if absolute(word, request.get("directory")) == place), "")


def origin_of(place: str, request: Mapping[str, Any], number: int, written: str) -> str:
    """Where an entry came from, as far as that can be told."""
    if number == 0 and not request.get("safe_path"):
        return "start"
    if written:
        return "PYTHONPATH"
    if place == request.get("user_site"):
        return "user site"
    name = place.rpartition("/")[2]
    if place == request.get("library") or name in ("lib-dynload", LIBRARY_ARCHIVE):
        return "library"
    return "site" if name in SITE_FOLDERS else ""


def kind_of(place: str) -> str:
    """What an entry is."""
    if paths.is_directory(place):
        return "directory" if os.access(place, os.R_OK | os.X_OK) else "unreadable"
    if paths.is_file(place):
        return "archive" if zipfile.is_zipfile(place) else "file"
    return "unreadable" if may_be_there(place) else "missing"


def may_be_written_by_others(place: str) -> bool:
    """May every user of the machine put modules there?"""
    try:
        mode = Path(place).stat().st_mode
    except OSError:
        return False
    return bool(mode & OTHERS_WRITE)


def writable_path_files(place: str) -> tuple[str, ...]:
    """The ``.pth`` files whose lines everybody may change: each start of Python executes them."""
    files = map(str, files_in(place, "*.pth"))
    return tuple(file for file in files if may_be_written_by_others(file))
