"""Whose a module is, by what is installed on this machine where the recording says."""

from pathlib import PurePath

from ...explaining.owners import Owners as InstalledOwners
from ..recording import Recording
from ..tree import Import
from .owning import Owner, OwnersByPlace, file_of, libraries_of, site_folder_of


class OwnersOnDisk:
    """Tells distributions with their versions; for what is not there any more, by place.

    Each folder's owner is looked up once: asking for each of thousands of files takes seconds.
    """

    def __init__(self, recording: Recording) -> None:
        self._by_place = OwnersByPlace(recording)
        self._path = path_of(recording)
        library = next(iter(libraries_of(self._path)), None)
        self._installed = InstalledOwners(list(self._path), library)
        # Maps a folder (or a file right at an entry of the path) to its owner.
        self._known: dict[str, Owner | None] = {}
        # Maps modules to the file that they were loaded from: the cache does not tell it.
        self._files: dict[str, str] = {}
        for each in recording.imports():
            if (file := file_of(each)) is not None:
                self._files.setdefault(each.fullname, file)

    def __call__(self, each: Import) -> Owner:
        """The owner of the module that an import asked for."""
        by_place = self._by_place(each)
        file = file_of(each) or self._files.get(each.fullname)
        if file is None or by_place.kind in ("standard library", "interpreter"):
            return by_place
        folder = str(PurePath(file).parent)
        key = file if folder in self._path else folder
        if key not in self._known:
            self._known[key] = self._look_up(file)
        return self._known[key] or by_place

    def _look_up(self, file: str) -> Owner | None:
        found = self._installed.owner_of(file)
        return None if found is None else Owner(found.kind, found.name, found.version)


def path_of(recording: Recording) -> tuple[str, ...]:
    """Where distributions may be installed.

    A recording begins before ``site`` adds an environment's folder to the path; files that were
    imported from there tell it.
    """
    files = filter(None, map(file_of, recording.imports()))
    sites = filter(None, map(site_folder_of, files))
    paths = (entry for process in recording.processes for entry in process.sys_path)
    return tuple(dict.fromkeys([*sites, *paths]))
