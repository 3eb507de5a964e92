"""What may have been meant by a name that was not found."""

import difflib
import os
import sys
from collections.abc import Iterable, Iterator

from .distributions import Distributions, Installed, folded
from .explanation import Entry, NearMiss
from .file_kinds import file_kinds

MOST_SIMILAR = 3
SIMILAR = 0.75  # difflib's ratio


class NearMisses:
    """Looks for what comes near one name.

    ``fullname`` is the name that was not found, ``entries`` are those that it was looked for in.
    """

    def __init__(
        self, fullname: str, entries: tuple[Entry, ...], distributions: Distributions
    ) -> None:
        self._prefix, _, self._name = fullname.rpartition(".")
        self._entries = entries
        self._distributions = distributions

    def all(self) -> tuple[NearMiss, ...]:
        """What lay there and was of no use, then other import names, then similar names."""
        found = (*self._lying(), *self._distribution_names(), *self._similar())
        # Of two reasons for one name the first counts.
        return tuple({each.name: each for each in reversed(found)}.values())[::-1]

    def _lying(self) -> Iterator[NearMiss]:
        for entry in self._entries:
            for thing in entry.things:
                if not thing.importable:
                    yield NearMiss(thing.file, thing.note)

    def _distribution_names(self) -> Iterator[NearMiss]:
        """A distribution of that name whose modules have other names."""
        installed = None if self._prefix else self.installed()
        if installed is None:
            return
        names = sorted(name for name in installed.import_names if not name.startswith("_"))
        if names and self._name not in names:
            reason = f"{installed.name} {installed.version} is imported by that name"
            yield from (NearMiss(name, reason) for name in names[:MOST_SIMILAR])

    def installed(self) -> Installed | None:
        """The installed distribution that is called as the module is."""
        wanted = folded(self._name)
        return next((e for e in self._distributions.all if folded(e.name) == wanted), None)

    def _similar(self) -> Iterator[NearMiss]:
        # Maps a name in lower case to the name and the place that has it; the first place wins.
        pool: dict[str, tuple[str, str]] = {}
        for name, place in self._names():
            if name.startswith("_") <= self._name.startswith("_"):
                pool.setdefault(name.lower(), (name, place))
        pool.pop(self._name.lower(), None)
        wanted = self._name.lower().replace("-", "_")
        for found in difflib.get_close_matches(wanted, pool, MOST_SIMILAR, SIMILAR):
            name, place = pool[found]
            yield NearMiss(f"{self._prefix}.{name}" if self._prefix else name, place)

    def _names(self) -> Iterator[tuple[str, str]]:
        """All names that could have been meant, and where each is."""
        if not self._prefix:
            there = sys.stdlib_module_names | set(sys.builtin_module_names)
            yield from ((name, "in the standard library") for name in sorted(there))
        for entry in self._entries:
            yield from ((name, f"in {entry.place}") for name in importable_names(entry.place))


def importable_names(directory: str) -> Iterable[str]:
    """The names of the modules and packages in a directory, without what is private to tools."""
    try:
        files = sorted(os.scandir(directory), key=lambda each: each.name)
    except OSError:
        return
    suffixes = tuple(each.suffix for each in file_kinds())
    for file in files:
        if file.name.endswith(suffixes):
            name = file.name.partition(".")[0]
        else:
            name = file.name if is_folder(file) else ""
        if name.isidentifier() and name != "__pycache__":
            yield name


def is_folder(file: "os.DirEntry[str]") -> bool:
    """Is it a folder, or a link to one?  A link that leads back to itself is none."""
    try:
        return file.is_dir()
    except OSError:
        return False
