"""One search, to its end and beyond: what it found, and what that shadows.

Runs in the user's process, and executes no module.
"""

import sys

from .._engine.protocol.searching import find_spec
from ..process import process_system
from .describing import describe_spec, label, plain_path
from .hearing import SearchRecorder
from .tracebacks import traceback_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .._engine.spec import ModuleSpec
    from .facts import FinderFacts, SearchFacts


class Search:
    """The search for one module on one path (None: at top level)."""

    def __init__(self, fullname: str, path: "Any") -> None:
        self.fullname = fullname
        self.path = path
        self.spec: ModuleSpec | None = None
        self.facts: SearchFacts = {
            "path": None if path is None else plain_path(path),
            "finders": [],
            "chosen": None,
            "later": [],
            "error": None,
        }
        self._search()
        if not self.facts["error"]:
            self.facts["later"] = self._search_on()

    def _search(self) -> None:
        recorder = SearchRecorder(self.fullname)
        process_system.observer = recorder
        try:
            self.spec = find_spec(process_system._state, self.fullname, self.path)
        except Exception as error:  # noqa: BLE001 - a finder may raise whatever it likes
            self.facts["error"] = traceback_of(error)
            if recorder.finders:
                recorder.finders[-1]["error"] = in_one_line(error)
        finally:
            process_system.observer = None
        self.facts["finders"] = recorder.finders
        self.facts["chosen"] = describe_spec(self.spec)

    def _search_on(self) -> "list[FinderFacts]":
        """Ask those that the search did not come to: their modules are shadowed."""
        asked = self.facts["finders"]
        rows = []
        if self.spec is not None and self._found_by_path_finder():
            rows.append(self._rest_of_path(asked[-1]))
        return rows + [self._ask_late(each) for each in sys.meta_path[len(asked) :]]

    def _found_by_path_finder(self) -> bool:
        position = len(self.facts["finders"]) - 1
        return sys.meta_path[position : position + 1] == [process_system.machinery.PathFinder]

    def _rest_of_path(self, row: "FinderFacts") -> "FinderFacts":
        whole = sys.path if self.path is None else list(self.path)
        texts = [entry for entry in whole if isinstance(entry, str)]
        return self._entries(row["finder"], texts[len(row["entries"]) :])

    def _ask_late(self, finder: "Any") -> "FinderFacts":
        if finder is process_system.machinery.PathFinder:
            whole = sys.path if self.path is None else self.path
            return self._entries(label(finder), [each for each in whole if isinstance(each, str)])
        row: FinderFacts = {"finder": label(finder), "spec": None, "entries": [], "error": None}
        try:
            row["spec"] = describe_spec(finder.find_spec(self.fullname, self.path, None))
        except Exception as error:  # noqa: BLE001 - it was not its turn: that is no failure
            row["error"] = in_one_line(error)
        return row

    def _entries(self, finder: str, entries: list[str]) -> "FinderFacts":
        """What lies at some entries, each asked on its own."""
        recorder = SearchRecorder(self.fullname)
        recorder.finder_asked(self.fullname, process_system.machinery.PathFinder, None)
        row = recorder.finders[0]
        row["finder"] = finder
        process_system.observer = recorder
        try:
            for entry in entries:
                process_system.machinery.PathFinder._spec_at_entry(self.fullname, entry, None)
        except Exception as error:  # noqa: BLE001 - it was not its turn: that is no failure
            row["error"] = in_one_line(error)
        finally:
            process_system.observer = None
        return row


def in_one_line(error: BaseException) -> str:
    """An error by its class and message."""
    return f"{type(error).__name__}: {error}"
