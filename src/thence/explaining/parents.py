"""The packages above a module: looked at, or imported for real.  Runs in the user's process."""

import sys

from .._engine.names import parent_of
from ..process import process_system
from .describing import MODULE_TYPE, describe_cached
from .hearing import ExecutionRecorder
from .plain import plain_path
from .searching import Search
from .tracebacks import traceback_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .facts import ParentFacts


class Walk:
    """The way down to a submodule, parent by parent."""

    def __init__(self, import_them: bool) -> None:
        self.import_them = import_them
        self.parents: list[ParentFacts] = []
        self.stopped = False  # a parent is missing, broken or no package
        self._stand_ins: list[str] = []

    def path_for(self, fullname: str) -> "Any":
        """Where a submodule is searched; None at top level.  Sets ``stopped``."""
        parent = parent_of(fullname)
        if not parent:
            return None
        path = self.path_for(parent)
        return None if self.stopped else self._enter(parent, path)

    def _enter(self, parent: str, path: "Any") -> "Any":
        """Note down one parent, import it if so asked, and return its ``__path__``."""
        cache = describe_cached(parent)
        search = Search(parent, path)
        row: ParentFacts = {
            "name": parent,
            "cache": cache,
            "search": search.facts,
            "imported": False,
            "executed": [],
            "path": None,
            "error": None,
        }
        self.parents.append(row)
        if self.import_them and cache["state"] != "none":
            import_parent(row)
        if sys.modules.get(parent) is not None:
            locations = getattr(sys.modules[parent], "__path__", None)
        else:
            spec = None if cache["state"] == "none" else search.spec
            locations = getattr(spec, "submodule_search_locations", None)
            self._stand_in(parent, locations)
        row["path"] = None if locations is None else plain_path(locations)
        self.stopped = row["path"] is None or row["error"] is not None
        return locations

    def _stand_in(self, parent: str, locations: "Any") -> None:
        """Put an empty module in the place of a package that is not imported.

        The portions of a namespace package inside of it are searched on the ``__path__`` of what
        the module cache holds.
        """
        if parent in sys.modules or locations is None:
            return
        module = MODULE_TYPE(parent)
        module.__path__ = locations
        sys.modules[parent] = module
        self._stand_ins.append(parent)

    def remove_stand_ins(self) -> None:
        """Leave the module cache as it was."""
        for name in self._stand_ins:
            sys.modules.pop(name, None)


def import_parent(row: "ParentFacts") -> None:
    """Import a package for real, and note down what that did."""
    recorder = ExecutionRecorder()
    process_system.observer = recorder
    try:
        # The interpreter's own way, which cuts the frames of the import system.
        __import__(row["name"])
        row["imported"] = True
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - SystemExit too: the import did not succeed
        row["error"] = traceback_of(error)
    finally:
        process_system.observer = None
    row["executed"] = recorder.names
