"""Other modules of the same name, which are never found because this one is."""

from collections.abc import Iterator

from .explanation import Entry, Finder, Module, Shadowed, Thing
from .file_kinds import PACKAGE, kind_of
from .owners import Owners
from .what_lies_there import is_module

FURTHER_DOWN = "further down the path"
NOT_ON_PATH = "the path is not looked at: an earlier meta path finder has the name"


class Shadows:
    """What a module shadows, in the order in which it would have come up."""

    def __init__(
        self,
        module: Module,
        path: str,
        entries: tuple[Entry, ...],
        finders: tuple[Finder, ...],
        owners: Owners,
    ) -> None:
        self._module = module
        self._path = path
        self._entries = entries
        self._finders = finders
        self._owners = owners

    def all(self) -> tuple[Shadowed, ...]:
        """Each of them, once."""
        own = (self._module.origin, self._module.file, *(self._module.locations or ()))
        found = set(own)
        rows = []
        for each in (*self._beside(), *self._portions(), *self._further_down(), *self._finders_()):
            if each.origin not in found:
                found.add(each.origin)
                rows.append(each)
        return tuple(rows)

    def _beside(self) -> Iterator[Shadowed]:
        """What lies in the directory of the one that was chosen."""
        entry = next((each for each in self._entries if each.chosen), None)
        if entry is None or entry.answer != "module":
            return
        things = [thing for thing in entry.things if thing.importable]
        files = [thing.file for thing in things]
        if self._module.file not in files:
            return
        winner = things[files.index(self._module.file)]
        for thing in things[files.index(self._module.file) + 1 :]:
            yield self._shadowed(thing.file, "the same directory", why_first(winner, thing))

    def _portions(self) -> Iterator[Shadowed]:
        """Directories that came earlier, and count only where there is no module anywhere."""
        if self._module.kind == "namespace package":
            return
        for entry in self._entries:
            if entry.asked and entry.answer == "portion" and entry.origin:
                reason = "no __init__.py in it, so a module anywhere on the path comes first"
                yield self._shadowed(entry.origin, self._entry(entry), reason)

    def _further_down(self) -> Iterator[Shadowed]:
        """What the rest of the path has."""
        for entry in self._entries:
            if entry.asked or not entry.origin:
                continue
            if entry.answer == "portion" and self._module.kind != "namespace package":
                reason = "a directory without __init__.py, and further down"
            else:
                reason = FURTHER_DOWN if self._on_path else NOT_ON_PATH
            yield self._shadowed(entry.origin, self._entry(entry), reason)

    def _finders_(self) -> Iterator[Shadowed]:
        """What meta path finders have that were not asked any more."""
        for finder in self._finders:
            if not finder.asked and finder.origin:
                where = f"{finder.name.rpartition('.')[2]}, later on the meta path"
                yield self._shadowed(finder.origin, where, "its finder is not asked any more")

    @property
    def _on_path(self) -> bool:
        return any(entry.chosen for entry in self._entries)

    def _entry(self, entry: Entry) -> str:
        return f"{self._path} entry {entry.position}"

    def _shadowed(self, origin: str, where: str, reason: str) -> Shadowed:
        return Shadowed(origin, where, reason, self._owners.owner_of(origin))


def why_first(winner: Thing, loser: Thing) -> str:
    """Why one of two things in a directory is preferred."""
    if winner.kind == PACKAGE and loser.kind == PACKAGE:
        return (
            f"its __init__ is {kind_of(loser.file)}, and {kind_of(winner.file)} comes before that"
        )
    if winner.kind == PACKAGE:
        return "a package comes before a module"
    if not is_module(loser):
        return "a directory without __init__.py comes after any module"
    if winner.kind == loser.kind:
        return "its ending comes later in the list of endings"
    return f"{winner.kind} comes before {loser.kind}"
