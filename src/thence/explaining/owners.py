"""Whom a file belongs to: the interpreter, the standard library, or a distribution."""

import sys

from .._engine import paths
from .distributions import SITE_FOLDERS, Distributions
from .explanation import Owner

INTERPRETER = Owner("interpreter")
LIBRARY = Owner("standard library")


class Owners:
    """Knows the owners of files, in the environment that a path makes."""

    def __init__(self, path: list[str], library: str | None) -> None:
        self.distributions = Distributions(path)
        self._libraries = tuple(f"{each}/" for each in library_folders(path, library))

    def owner_of(self, origin: str | None, frozen_file: str | None = None) -> Owner | None:
        """The owner of what a spec's origin names; None where nobody claims it."""
        if origin == "built-in":
            return INTERPRETER
        if origin == "frozen":
            return LIBRARY if frozen_file else INTERPRETER
        if not origin:
            return None
        return LIBRARY if self.in_library(origin) else self._distribution(origin)

    def in_library(self, file: str) -> bool:
        """Does the file lie in the standard library?"""
        inside = next((each for each in self._libraries if file.startswith(each)), None)
        if inside is None:
            return False
        return file.removeprefix(inside).partition("/")[0] not in SITE_FOLDERS

    def _distribution(self, file: str) -> Owner | None:
        found = self.distributions.owner_of(file)
        if found is None:
            return None
        return Owner("distribution", found.name, found.version, found.sources is not None)


def library_folders(path: list[str], library: str | None) -> list[str]:
    """The folders of the standard library: of its sources, its extensions and its archive."""
    version = f"python{sys.version_info[0]}{sys.version_info[1]}.zip"
    others = [each for each in path if paths.split(each)[1] in ("lib-dynload", version)]
    return [library, *others] if library else others
