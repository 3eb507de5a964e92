"""One search, to its end and beyond: what it found, and what that shadows.

Runs in the user's process, and executes no module by itself.
"""

import sys

from .._engine.protocol.searching import find_spec
from ..process import process_system
from .describing import describe_spec
from .hearing import SearchRecorder, new_row
from .plain import plain_path
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
        asked = self._search()
        if not self.facts["error"]:
            self.facts["later"] = self._search_on(asked)

    def _search(self) -> list[object]:
        """Search as an import would; returns the finders that were asked."""
        recorder = SearchRecorder(self.fullname)
        process_system.observer = recorder
        try:
            self.spec = find_spec(process_system._state, self.fullname, self.path)
        except Exception as error:  # noqa: BLE001 - a finder may raise whatever it likes
            self.facts["error"] = traceback_of(error)
            if recorder.rows:
                recorder.rows[-1]["error"] = in_one_line(error)
        finally:
            process_system.observer = None
        self.facts["finders"] = recorder.rows
        self.facts["chosen"] = describe_spec(self.spec)
        return recorder.asked

    def _search_on(self, asked: list[object]) -> "list[FinderFacts]":
        """Ask those that the search did not come to: their modules are shadowed."""
        rows = []
        if self.spec is not None and asked[-1:] == [process_system.machinery.PathFinder]:
            consulted = len(self.facts["finders"][-1]["entries"])
            rows.append(self._ask_entries(self._whole_path()[consulted:]))
        late = [each for each in sys.meta_path if not any(each is one for one in asked)]
        return rows + [self._ask_late(each) for each in late]

    def _whole_path(self) -> list[str]:
        whole = sys.path if self.path is None else self.path
        return [entry for entry in whole if isinstance(entry, str)]

    def _ask_late(self, finder: "Any") -> "FinderFacts":
        if finder is process_system.machinery.PathFinder:
            return self._ask_entries(self._whole_path())
        row = new_row(finder)
        try:
            row["spec"] = describe_spec(finder.find_spec(self.fullname, self.path, None))
        except Exception as error:  # noqa: BLE001 - it was not its turn: that is no failure
            row["error"] = in_one_line(error)
        return row

    def _ask_entries(self, entries: list[str]) -> "FinderFacts":
        """What lies at some entries, each asked on its own."""
        path_finder = process_system.machinery.PathFinder
        recorder = SearchRecorder(self.fullname)
        recorder.finder_asked(self.fullname, path_finder, None)
        process_system.observer = recorder
        try:
            for entry in entries:
                path_finder._spec_at_entry(self.fullname, entry, None)
        except Exception as error:  # noqa: BLE001 - it was not its turn: that is no failure
            recorder.rows[-1]["error"] = in_one_line(error)
        finally:
            process_system.observer = None
        return recorder.rows[-1]


def in_one_line(error: BaseException) -> str:
    """An error by its class and message."""
    return f"{type(error).__name__}: {error}"
