"""What of a name lies at each entry of the path on which it was, or would be, looked for."""

import os
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from ..._engine import paths
from ...explaining.distributions import SITE_FOLDERS
from ...explaining.entries import SOURCE, absolute, archive_in, kind_without_things
from ...explaining.explanation import Thing
from ...explaining.what_is_archived import things_in_archive
from ...explaining.what_lies_there import Directory
from ...sources.names import is_url
from ..evidence import Interpreter, Looked
from .reading import OwnerOf

UNTAKEN = "untaken"  # a URL that no path hook takes
ARCHIVES = (".zip", ".egg", ".whl", ".pyz")


class Lookups:
    """Looks at the entries of one path."""

    def __init__(
        self,
        interpreter: Interpreter,
        directory: str | None,
        first: Iterable[str],
        owner_of: OwnerOf,
    ) -> None:
        self._directory = directory
        self._owner_of = owner_of
        self._origins = dict(origins_of(interpreter, list(first)))

    def look(self, name: str, entries: Iterable[Mapping[str, Any]]) -> tuple[Looked, ...]:
        """One row for each entry.  ``name`` has no dots."""
        return tuple(self._row(name, facts) for facts in entries)

    def _row(self, name: str, facts: Mapping[str, Any]) -> Looked:
        entry = facts["entry"]
        place = absolute(entry, self._directory)
        kind, things = (
            (UNTAKEN if facts["finder"] is None else SOURCE, ())
            if is_url(entry)
            else what_lies_at(place, name)
        )
        listing = facts["listing"]
        return Looked(
            entry=entry,
            place=place,
            kind=kind,
            origin=self._origins.get(entry, "site" if is_site_folder(place) else ""),
            listed=None if listing is None else tuple(listing),
            things=things,
            owners=tuple(self._owner_of(thing.file) for thing in things),
        )


def what_lies_at(place: str, name: str) -> tuple[str, tuple[Thing, ...]]:
    """The kind of an entry, and what of a name lies there."""
    archive, folder = archive_in(place)
    try:
        if archive is not None:
            return "archive", things_in_archive(archive, folder, name)
        if paths.is_directory(place):
            return "directory", Directory(place, name).things()
    except (OSError, zipfile.BadZipFile):
        return "unreadable", ()
    kind = kind_without_things(place)
    return ("broken-archive" if kind == "file" and place.endswith(ARCHIVES) else kind), ()


def is_site_folder(place: str) -> bool:
    """Is it a folder of installed distributions, by its name?"""
    return place.rpartition("/")[2] in SITE_FOLDERS


def origins_of(interpreter: Interpreter, first: list[str]) -> Iterable[tuple[str, str]]:
    """Where the entries of the first ``sys.path`` came from, as far as that can be told."""
    if interpreter.library:
        yield interpreter.library, "library"
    for entry in first:
        if entry.endswith("lib-dynload"):
            yield entry, "library"
    version = ".".join(map(str, interpreter.number[:2]))
    base = interpreter.environment.get("PYTHONUSERBASE") or os.path.expanduser("~/.local")  # noqa: PTH111
    yield f"{base}/lib/python{version}/site-packages", "user site"
    if first and not interpreter.safe_path:
        yield first[0], "script"
    for entry in interpreter.environment.get("PYTHONPATH", "").split(":"):
        if entry:
            yield entry, "PYTHONPATH"
