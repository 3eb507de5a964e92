"""Writes down one search as it happens.  Runs in the user's process."""

from .._engine.observer import Observer
from .describing import describe_spec, label, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from .facts import EntryFacts, FinderFacts, HookFacts


class SearchRecorder(Observer):
    """Told of all searches, keeps what belongs to the one for ``fullname``."""

    def __init__(self, fullname: str) -> None:
        self.fullname = fullname
        self.finders: list[FinderFacts] = []
        # Hooks are asked before it is said for which search the entry is consulted.
        self._hooks: list[HookFacts] = []

    def finder_asked(self, fullname: str, finder: object, path: "Any") -> None:
        """Open a row for the finder."""
        if fullname == self.fullname:
            self.finders.append(
                {"finder": label(finder), "spec": None, "entries": [], "error": None}
            )

    def finder_answered(self, fullname: str, finder: object, spec: "Any") -> None:
        """Complete the row."""
        if fullname == self.fullname and self.finders:
            self.finders[-1]["spec"] = describe_spec(spec)

    def hook_asked(self, entry: str, hook: object, entry_finder: object | None) -> None:
        """Keep the hook for the entry that will be named next."""
        self._hooks.append({"hook": label(hook), "took": entry_finder is not None})

    def entry_consulted(self, fullname: str, entry: str, entry_finder: object | None) -> None:
        """Open a row for the entry, below the finder that is being asked."""
        hooks, self._hooks = self._hooks, []
        if fullname != self.fullname or not self.finders:
            return
        row: EntryFacts = {
            "entry": plain(entry) or "",
            "entry_finder": None if entry_finder is None else label(entry_finder),
            "hooks": hooks,
            "spec": None,
        }
        self.finders[-1]["entries"].append(row)

    def entry_answered(self, fullname: str, entry: str, spec: "Any") -> None:
        """Complete the row."""
        if fullname == self.fullname and self.finders and self.finders[-1]["entries"]:
            self.finders[-1]["entries"][-1]["spec"] = describe_spec(spec)


class ExecutionRecorder(Observer):
    """Keeps the names of the modules that are executed, in order."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def executing(self, fullname: str, module: "ModuleType") -> None:
        """One more."""
        self.names.append(fullname)
