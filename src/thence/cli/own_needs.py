"""Keeps the user's modules out of the command's own imports.

``python -m thence`` puts the working directory on ``sys.path``, PYTHONPATH may name it, too;
a file ``random.py`` or ``rich.py`` there is what the command is asked about, not what it needs.
"""

import sys

from .._engine.primitives import os
from . import USAGE_ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SITE_FOLDERS = ("site-packages", "dist-packages")
NEEDED = ("click", "rich")


class FindingOwnNeeds:
    """From ``with`` to its end, imports go to the standard library and to what is installed."""

    def __enter__(self) -> None:
        self._path = sys.path[:]
        sys.path[:] = trusted(self._path)
        if not all(map(is_there, NEEDED)):
            # They are installed in a place of their own: it comes last, and is needed.
            sys.path += [entry for entry in self._path if is_trusted(entry)]

    def __exit__(self, *error: object) -> None:
        sys.path[:] = self._path


def run_command(command: str, arguments: "Sequence[str]") -> int:
    """Run a command whose options are in a module of their own: ``why`` in ``why_options``.

    Returns its exit status; that of a bad command line where a package is missing.
    """
    with finding_own_needs():
        try:
            module = __import__(f"{__package__}.{command}_options", fromlist=["run"])
        except ModuleNotFoundError as error:
            if error.name not in NEEDED:
                raise
            return lacks(error.name, command)
        status: int = module.run(list(arguments))
        return status


def lacks(package: str, command: str) -> int:
    """Say that a package is missing that the command is built on."""
    sys.stderr.write(
        f"thence {command}: needs the package {package}, which {sys.executable} does not find\n"
        f"  {sys.executable} -m pip install {' '.join(NEEDED)} (and start it without -S)\n"
    )
    return USAGE_ERROR


def finding_own_needs() -> FindingOwnNeeds:
    """A context manager."""
    return FindingOwnNeeds()


def trusted(path: list[str]) -> list[str]:
    """The standard library, then the folders of installed packages."""
    library = getattr(sys, "_stdlib_dir", None)
    parts = [(entry, entry.rpartition("/")[2]) for entry in path if isinstance(entry, str)]
    extensions = [entry for entry, last in parts if last == "lib-dynload"]
    installed = [entry for entry, last in parts if last in SITE_FOLDERS]
    return [*([library] if library else []), *extensions, *installed]


def is_trusted(entry: object) -> bool:
    """Does an entry name a place, and not the working directory?"""
    return isinstance(entry, str) and entry.startswith("/") and entry != working_directory()


def is_there(name: str) -> bool:
    """Can a package be found on the path as it is now?"""
    finder = sys.modules["_frozen_importlib_external"].PathFinder
    return finder.find_spec(name) is not None


def working_directory() -> str | None:
    """The working directory; None when it exists no more."""
    try:
        return os.getcwd()
    except OSError:
        return None
