"""What to do about a name that is not found: only what is known to help, nothing guessed."""

import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from .._engine import paths
from .distributions import Distributions, folded
from .explanation import Entry
from .known_names import ON_WINDOWS, removed_in
from .what_lies_there import Directory, is_module

# Folders of a project that sources are kept in, and that are not on the path by themselves.
PROJECT_FOLDERS = ("", "src", "lib", "python")
PIP = "-m pip install"


class Advice:
    """What helps to get one module that was not found."""

    def __init__(
        self,
        fullname: str,
        entries: tuple[Entry, ...],
        distributions: Distributions,
        directory: str | None,
    ) -> None:
        self._fullname = fullname
        self._name = fullname.rpartition(".")[2]
        self._entries = entries
        self._distributions = distributions
        self._directory = directory

    def all(self) -> tuple[str, ...]:
        """One sentence each, the most certain first."""
        found = [*self._other_pythons()]
        if "." not in self._fullname:
            found += [
                *self._library(),
                *self._near_by(),
                *self._requirements(),
                *self._elsewhere(),
            ]
        return tuple(dict.fromkeys(found))

    def _other_pythons(self) -> Iterator[str]:
        """An extension module that was built for another Python, of a known distribution."""
        foreign = [
            thing.file
            for entry in self._entries
            for thing in entry.things
            if thing.kind == "foreign-extension"
        ]
        for file in foreign[:1]:
            owner = self._distributions.owner_of(file)
            if owner is not None:
                what = f"install {owner.name} {owner.version} for this Python"
                yield f"{what}: {pip('--force-reinstall', owner.name)}"

    def _library(self) -> Iterator[str]:
        """A module of the standard library that this Python does not have."""
        removed = removed_in(self._name)
        if removed is not None and self._name not in sys.stdlib_module_names:
            yield f"{self._name} was in the standard library until Python {removed} removed it"
        elif self._name in ON_WINDOWS and sys.platform != "win32":
            yield f"{self._name} is in the standard library on Windows only"
        elif self._name in sys.stdlib_module_names:
            yield (
                f"{self._name} belongs to the standard library, but this Python was built without "
                "it, or it is packaged apart"
            )

    def _near_by(self) -> Iterator[str]:
        """A module in the project, in a folder that is not on the path."""
        on_path = {entry.place for entry in self._entries}
        for folder in PROJECT_FOLDERS:
            place = paths.join(self._directory or "", folder)
            if self._directory and place not in on_path and has_module(place, self._name):
                where = folder or "the working directory"
                yield (
                    f"{self._name} lies in {where}, which is not on sys.path: "
                    f"thence why --path {folder or '.'} {self._fullname}"
                )

    def _requirements(self) -> Iterator[str]:
        """A distribution of this name that another one, installed, says it needs."""
        wanted = folded(self._name)
        if any(folded(each.name) == wanted for each in self._distributions.all):
            return
        for each in self._distributions.all:
            extras = sorted(each.extras_that_require(wanted))
            if "" in extras:
                yield f"{each.name} {each.version} requires it: {pip(self._name)}"
            elif extras and extras != ["?"]:
                extra = next(name for name in extras if name != "?")
                what = f"{each.name} {each.version} requires it for its extra {extra}"
                yield f"{what}: {pip(f'{each.name}[{extra}]')}"
                return

    def _elsewhere(self) -> Iterator[str]:
        """A virtual environment that is active, or lies in the project, and is not this one."""
        named = os.environ.get("VIRTUAL_ENV"), paths.join(self._directory or "", ".venv")
        for environment in dict.fromkeys(filter(None, named)):
            if os.path.realpath(environment) == os.path.realpath(sys.prefix):
                continue
            folders = Path(environment).glob("lib/python*/site-packages")
            if any(has_module(str(folder), self._name) for folder in folders):
                yield (
                    f"{self._name} is installed in {environment}, and this is the Python of "
                    f"{sys.prefix}"
                )


def has_module(folder: str, name: str) -> bool:
    """Does a module of this name lie in a folder?"""
    try:
        return any(is_module(thing) for thing in Directory(folder, name).things())
    except OSError:
        return False


def pip(*words: str) -> str:
    """A command line that installs something into this environment."""
    return f"{shlex.quote(sys.executable)} {PIP} {shlex.join(words)}"
