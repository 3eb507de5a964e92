"""Writes down one search as it happens.  Runs in the user's process."""

from .._engine.observer import Observer
from .describing import describe_spec
from .plain import label, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from .facts import EntryFacts, FinderFacts, HookFacts


class SearchRecorder(Observer):
    """Told of all searches, keeps what belongs to the one for ``fullname``.

    A finder may import while it is asked, even the very module that it is asked for: of the
    searches within the search nothing is kept but the names of the modules they executed.
    """

    def __init__(self, fullname: str) -> None:
        self.fullname = fullname
        self.rows: list[FinderFacts] = []
        self.asked: list[object] = []  # the finders of the rows
        # Finders that were asked for this module and have not answered, outermost first.
        self._open: list[object] = []
        # Hooks are asked before it is said for which search the entry is consulted.
        self._hooks: list[HookFacts] = []

    def finder_asked(self, fullname: str, finder: object, path: "Any") -> None:  # noqa: ARG002
        """Open a row for the finder."""
        if fullname != self.fullname:
            return
        self._open.append(finder)
        if len(self._open) == 1:
            self.asked.append(finder)
            self.rows.append(new_row(finder))

    def finder_answered(self, fullname: str, finder: object, spec: "Any") -> None:
        """Complete the row."""
        if fullname != self.fullname:
            return
        # One that raised within the search did not answer: it is taken off, too.
        while self._open and self._open.pop() is not finder:
            pass
        if not self._open:
            self.rows[-1]["spec"] = describe_spec(spec)

    def hook_asked(self, entry: str, hook: object, entry_finder: object | None) -> None:  # noqa: ARG002
        """Keep the hook for the entry that will be named next."""
        self._hooks.append({"hook": label(hook), "took": entry_finder is not None})

    def entry_consulted(self, fullname: str, entry: str, entry_finder: object | None) -> None:
        """Open a row for the entry, below the finder that is being asked."""
        hooks, self._hooks = self._hooks, []
        if not self._is_own(fullname):
            return
        row: EntryFacts = {
            "entry": plain(entry) or "",
            "entry_finder": None if entry_finder is None else label(entry_finder),
            "hooks": hooks,
            "spec": None,
        }
        self.rows[-1]["entries"].append(row)

    def entry_answered(self, fullname: str, entry: str, spec: "Any") -> None:  # noqa: ARG002
        """Complete the row."""
        if self._is_own(fullname) and self.rows[-1]["entries"]:
            self.rows[-1]["entries"][-1]["spec"] = describe_spec(spec)

    def executing(self, fullname: str, module: "ModuleType") -> None:  # noqa: ARG002
        """Keep the name of what a finder executes."""
        if self.rows:
            self.rows[-1]["executed"].append(fullname)

    def _is_own(self, fullname: str) -> bool:
        return fullname == self.fullname and len(self._open) == 1


def new_row(finder: object) -> "FinderFacts":
    """The row of a finder that has not answered yet."""
    return {"finder": label(finder), "spec": None, "entries": [], "executed": [], "error": None}


class ExecutionRecorder(Observer):
    """Keeps the names of the modules that are executed, in order."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def executing(self, fullname: str, module: "ModuleType") -> None:  # noqa: ARG002
        """One more."""
        self.names.append(fullname)
