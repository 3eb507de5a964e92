"""The path entries of one search: who took each, what lay there, which one was chosen."""

import os
import zipfile

from .._engine import paths
from ..sources.names import is_url
from .explanation import Entry, Thing
from .facts import EntryFacts, FinderFacts, SearchFacts, SpecFacts
from .what_is_archived import things_in_archive
from .what_lies_there import Directory, is_there

SOURCE = "source"  # beyond the file system: what it holds is its finder's to say


class Entries:
    """Makes the rows for the entries of one search.

    ``name`` is the module's name within its package, ``directory`` the working directory.
    """

    def __init__(self, name: str, search: SearchFacts, directory: str | None) -> None:
        self._name = name
        self._search = search
        self._directory = directory

    def rows(self) -> tuple[Entry, ...]:
        """All entries: those that the path based finder was asked for, then the rest."""
        asked = entries_of(self._search["finders"])
        later = entries_of(self._search["later"])
        return tuple(
            self._row(position, facts, asked=position <= len(asked))
            for position, facts in enumerate([*asked, *later], 1)
        )

    def _row(self, position: int, facts: EntryFacts, *, asked: bool) -> Entry:
        entry, spec = facts["entry"], facts["spec"]
        place = entry if is_source(facts) else absolute(entry, self._directory)
        kind, things = (SOURCE, ()) if is_source(facts) else self._look(place)
        return Entry(
            position=position,
            entry=entry,
            place=place,
            kind=kind,
            asked=asked,
            hook=next((each["hook"] for each in facts["hooks"] if each["took"]), None),
            entry_finder=facts["entry_finder"],
            answer=answer_of(spec),
            origin=origin_of(spec),
            chosen=asked and self._is_chosen(spec),
            things=things,
            notes=() if is_source(facts) else tuple(notes_on(entry, place)),
        )

    def _is_chosen(self, spec: SpecFacts | None) -> bool:
        chosen = self._search["chosen"]
        if spec is None or chosen is None:
            return False
        if spec["loader"] is not None:
            return spec["origin"] == chosen["origin"]
        portions = chosen["locations"] if chosen["origin"] is None else None
        return bool(portions) and set(spec["locations"] or ()) <= set(portions or ())

    def _look(self, place: str) -> tuple[str, tuple[Thing, ...]]:
        """What kind of entry it is, and what of the name lies there."""
        archive, folder = archive_in(place)
        try:
            if archive is not None:
                return "archive", things_in_archive(archive, folder, self._name)
            if paths.is_directory(place):
                return "directory", Directory(place, self._name).things()
        except (OSError, zipfile.BadZipFile):
            return "unreadable", ()
        return kind_without_things(place), ()


def entries_of(rows: list[FinderFacts]) -> list[EntryFacts]:
    """The entries that the path based finder turned to."""
    own = [row for row in rows if row["finder"].rpartition(".")[2] == "PathFinder"]
    return [entry for row in own for entry in row["entries"]]


def is_source(facts: EntryFacts) -> bool:
    """Is an entry a URL that some finder has taken?"""
    return facts["entry_finder"] is not None and is_url(facts["entry"])


def absolute(entry: str, directory: str | None) -> str:
    """Where an entry lies; the empty one is the working directory, a URL is no place below it."""
    if is_url(entry):
        return entry
    if paths.is_absolute(entry) or not directory:
        return entry.rstrip(paths.SEPARATORS) or entry
    # As the interpreter does, by text alone: what a finder answers begins with it.
    return paths.absolute(entry) if entry not in ("", ".") else directory


def archive_in(place: str) -> tuple[str | None, str]:
    """The archive that an entry leads into, and the folder in it; None: it leads into none.

    An entry may go on below the archive: ``lib.zip/folder``.
    """
    archive, folder = place, ""
    while archive and not is_there(archive):
        archive, _, last = archive.rpartition("/")
        folder = f"{last}/{folder}" if folder else last
    if archive and paths.is_file(archive) and zipfile.is_zipfile(archive):
        return archive, folder
    return None, ""


def kind_without_things(place: str) -> str:
    """What an entry is that no module can be found in."""
    if paths.is_file(place):
        return "file"
    return "other" if os.path.lexists(place) else "missing"


def answer_of(spec: SpecFacts | None) -> str:
    """What the entry's finder said."""
    if spec is None:
        return "nothing"
    return "portion" if spec["loader"] is None else "module"


def origin_of(spec: SpecFacts | None) -> str | None:
    """What the entry's finder would load, or the directory that is a portion."""
    if spec is None:
        return None
    return spec["origin"] or (spec["locations"] or [None])[0]  # type: ignore[list-item]


def notes_on(entry: str, place: str) -> list[str]:
    """What is odd about an entry as such."""
    if entry == "":
        return ["the working directory"]
    if is_url(entry):
        return ["a URL, which no path hook has taken"]
    if not paths.is_absolute(entry):
        return [f"relative to the working directory: {place}"]
    return []
