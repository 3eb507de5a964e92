"""Whose a module is, as far as its place tells."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from ..recording import Recording
from ..tree import Import, Outcome

SITE_FOLDERS = ("site-packages", "dist-packages")


@dataclass(frozen=True, slots=True)
class Owner:
    """A distribution, the standard library, the interpreter, or the program itself."""

    kind: str  # "distribution", "standard library", "interpreter", "program", "package", "nobody"
    name: str | None = None  # of the distribution, or of the package, where no more is known
    version: str | None = None

    @property
    def label(self) -> str:
        """In few words.

        >>> Owner("distribution", "six", "1.17").label, Owner("program").label
        ('six 1.17', 'the program')
        """
        if self.kind == "nobody":
            return "not found"
        return " ".join(filter(None, (self.name, self.version))) or f"the {self.kind}"


INTERPRETER = Owner("interpreter")
LIBRARY = Owner("standard library")
PROGRAM = Owner("program")
NOBODY = Owner("nobody")

Owners = Callable[[Import], Owner]


def file_of(each: Import) -> str | None:
    """The file that a module was made from; None: it has none, or was not found."""
    return each.spec.origin if each.spec is not None and each.spec.has_location else None


def place_of(each: Import) -> str | None:
    """The file, or the first folder of a namespace package."""
    locations = each.spec.locations if each.spec is not None else None
    return file_of(each) or (locations[0] if locations else None)


class OwnersByPlace:
    """Tells owners by the folders alone, so that it can do so on any machine.

    A distribution is called by the first part of the path below ``site-packages``.
    """

    def __init__(self, recording: Recording) -> None:
        self._libraries = {
            process.number: libraries_of(process.sys_path) for process in recording.processes
        }
        self._by_name = {
            each.fullname: self(each) for each in recording.imports() if each.spec is not None
        }

    def __call__(self, each: Import) -> Owner:
        """The owner of the module that an import asked for."""
        if each.spec is None:
            return self._by_name.get(each.fullname) or owner_of_name(each)
        place = place_of(each)
        if place is None:
            return INTERPRETER if each.spec.origin == "built-in" else LIBRARY
        return owner_of_place(place, self._libraries.get(each.process, ()))


def owner_of_name(each: Import) -> Owner:
    """The owner of a module of which only the name is known."""
    if each.outcome in (Outcome.ABSENT, Outcome.FAILED):
        return NOBODY
    package = each.fullname.partition(".")[0]
    return LIBRARY if package in sys.stdlib_module_names else Owner("package", package)


def owner_of_place(place: str, libraries: tuple[str, ...]) -> Owner:
    """The owner of a file.

    >>> owner_of_place("/lib/python3.13/site-packages/six.py", ("/lib/python3.13",))
    Owner(kind='distribution', name='six', version=None)
    """
    site = site_folder_of(place)
    if site is not None:
        inside = PurePath(place).relative_to(site).parts
        return Owner("distribution", inside[0].partition(".")[0]) if inside else PROGRAM
    if any(place.startswith(f"{library}/") for library in libraries):
        return LIBRARY
    return PROGRAM


def site_folder_of(place: str) -> str | None:
    """The folder of installed packages that a file lies in; None: in none.

    >>> site_folder_of("/venv/lib/python3.13/site-packages/yaml/reader.py")
    '/venv/lib/python3.13/site-packages'
    """
    folders = PurePath(place).parents
    return next((str(each) for each in folders if each.name in SITE_FOLDERS), None)


def libraries_of(path: tuple[str, ...]) -> tuple[str, ...]:
    """The folders of the standard library: lib-dynload lies in it, and names it."""
    inner = [PurePath(entry) for entry in path if PurePath(entry).name == "lib-dynload"]
    return tuple(str(entry.parent) for entry in inner)
