"""The path entries of an explanation, for people."""

from ..explaining.explanation import Entry, Explanation, Thing
from ..explaining.file_kinds import PORTION, file_kinds
from .layout import DIM, GOOD, Block, short, shown

KINDS = {
    "missing": "does not exist",
    "file": "is a file, and no archive",
    "unreadable": "cannot be read",
    "other": "is neither a directory nor an archive",
}
# Kinds of entries whose having nothing is no news.
ORDINARY = frozenset({"directory", "archive", "missing"})


def path_block(explanation: Explanation, *, show_all: bool) -> Block:
    """The entries, as they were looked at."""
    return PathView(explanation, show_all=show_all).block()


class PathView:
    """Shows the entries of one explanation."""

    def __init__(self, explanation: Explanation, *, show_all: bool) -> None:
        self._search = explanation.search
        self._found = explanation.search.found
        self._file = explanation.module.file if explanation.module else None
        self._show_all = show_all
        self._number_width = len(str(len(self._search.entries)))
        label = "sys.path" if self._search.path == "sys.path" else "__path__"
        self._block = Block(label)

    def block(self) -> Block:
        """All that is worth a line; of the rest, how many there are."""
        quiet = 0
        for entry in self._search.entries:
            if not (self._show_all or not self._found) and self._is_quiet(entry):
                quiet += 1
            else:
                self._add_entry(entry)
        if quiet:
            self._block.add((self._quiet_entries(quiet), DIM))
        if not self._found and self._search.entries:
            self._block.add((looked_for(self._search.name), DIM))
        return self._block

    def _is_quiet(self, entry: Entry) -> bool:
        """Is there nothing to say of an entry but that it has nothing?"""
        if entry.kind not in ORDINARY or entry.chosen:
            return False
        # A frozen module's source is no other module.
        return all(thing.file == self._file for thing in entry.things) and (
            entry.origin in (None, self._file)
        )

    def _quiet_entries(self, quiet: int) -> str:
        others = "other " if quiet < len(self._search.entries) else ""
        verb = "entry has" if quiet == 1 else "entries have"
        return f"{quiet} {others}{verb} nothing of that name (--all shows them)"

    def _add_entry(self, entry: Entry) -> None:
        """An entry, and below it what lay there."""
        place = shown(entry.place) if entry.entry == "" else shown(entry.entry)
        number = f"{entry.position:>{self._number_width}} "
        notes = "; ".join(self._notes(entry))
        style = GOOD if entry.chosen else ""
        self._block.add((number, DIM), (place, style), (f"  {notes}" if notes else "", DIM))
        for thing in entry.things:
            self._add_thing(thing, entry, len(number))
        if not entry.things and entry.origin:
            self._block.add(shown(entry.origin), indent=len(number))

    def _notes(self, entry: Entry) -> list[str]:
        notes = [*entry.notes, *([KINDS[entry.kind]] if entry.kind in KINDS else [])]
        if not entry.asked:
            notes.append("not looked at any more")
        if entry.entry_finder is None:
            # Of what does not exist, or is no archive, it goes without saying.
            return notes if entry.kind in KINDS else [*notes, "no path hook takes it"]
        finder = short(entry.entry_finder)
        if self._show_all:
            notes.append(f"{finder}{f', by the hook {short(entry.hook)}' if entry.hook else ''}")
        elif finder != "FileFinder":
            notes.append(finder)
        return notes

    def _add_thing(self, thing: Thing, entry: Entry, indent: int) -> None:
        """Something that lay there."""
        name = shown(thing.file.removeprefix(entry.place).lstrip("/"))
        name += "/" if thing.kind == PORTION else ""
        chosen = entry.chosen and entry.origin == thing.file
        mark, style = ("* ", f"bold {GOOD}") if chosen else ("- ", "" if thing.importable else DIM)
        note = f"  {thing.note}" if thing.note and not (chosen and self._found) else ""
        self._block.add((mark, style), (name, style), (note, DIM), indent=indent)


def looked_for(fullname: str) -> str:
    """The files that would have been the module."""
    name = fullname.rpartition(".")[2]
    files = [f"{name}/", *(f"{name}{kind.suffix}" for kind in file_kinds())]
    return f"looked for in each: {', '.join(files)}"
