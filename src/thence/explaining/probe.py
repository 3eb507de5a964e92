"""Asks a fresh interpreter where a name would come from.

``answer`` is called by ``launching`` in that interpreter, when all is ready for a program.  It
leaves the process as a program would find it: not even the standard library is loaded.
"""

import sys

from .._engine.names import parent_of
from .._engine.primitives import marshal, os
from ..process import process_system
from .describing import MODULE_TYPE, describe_cached, plain_path
from .hearing import ExecutionRecorder
from .searching import Search
from .tracebacks import traceback_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .facts import Facts, ParentFacts

OWN = "thence"


class Request:
    """What is asked; it travels as one word of a command line.

    ``in_front`` are path entries to be put before all others; ``first`` takes the place of the
    entry that a program's folder has (None: it stays as it is, "-": it is taken away).
    """

    FIELDS = ("name", "import_parents", "in_front", "first", "descriptor")

    def __init__(
        self,
        name: str,
        *,
        import_parents: bool = False,
        in_front: "list[str] | None" = None,
        first: str | None = None,
        descriptor: int = 1,
    ) -> None:
        self.name = name
        self.import_parents = import_parents
        self.in_front = in_front or []
        self.first = first
        self.descriptor = descriptor

    def word(self) -> str:
        """The request as a word of hexadecimal digits."""
        return marshal.dumps({name: getattr(self, name) for name in self.FIELDS}).hex()

    @classmethod
    def from_word(cls, word: str) -> "Request":
        """The request that a word stands for.

        >>> Request.from_word(Request("json", in_front=["lib"]).word()).in_front
        ['lib']
        """
        return cls(**marshal.loads(bytes.fromhex(word)))


def answer(word: str) -> None:
    """Write the facts, marshalled, to the descriptor that the request names."""
    request = Request.from_word(word)
    put_in_front(request)
    # Every hook shall be heard of; what stands here was found when site was imported.
    sys.path_importer_cache.clear()
    own = take_own_modules_away(request.name)
    try:
        facts = facts_of(request)
    finally:
        sys.modules.update(own)
    with open(request.descriptor, "wb") as stream:
        stream.write(marshal.dumps(facts))


def put_in_front(request: Request) -> None:
    """Give ``sys.path`` the entries that the request names."""
    if request.first is not None:
        if not sys.flags.safe_path:
            del sys.path[0]
        if request.first:
            sys.path.insert(0, request.first)
    sys.path[:0] = request.in_front


def take_own_modules_away(name: str) -> "dict[str, Any]":
    """Hide thence from itself, when it is thence that is asked for."""
    if name.partition(".")[0] != OWN:
        return {}
    own = [each for each in sys.modules if each.partition(".")[0] == OWN]
    return {each: sys.modules.pop(each) for each in own}


def facts_of(request: Request) -> "Facts":
    """All that this interpreter says of a name."""
    cache = describe_cached(request.name)
    walk = Walk(request.import_parents)
    try:
        path = walk.path_for(request.name)
        search = None if walk.stopped else Search(request.name, path).facts
    finally:
        walk.remove_stand_ins()
    return {
        "name": request.name,
        "working_directory": working_directory(),
        "path": plain_path(sys.path) or [],
        "ignored_entries": [repr(each) for each in sys.path if not isinstance(each, str)],
        "parents": walk.parents,
        "cache": cache,
        "cache_after_parents": describe_cached(request.name),
        "search": search,
        "writes_bytecode": not sys.dont_write_bytecode,
        "library": getattr(sys, "_stdlib_dir", None),
    }


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


def working_directory() -> str | None:
    """The working directory; None when it exists no more."""
    try:
        return os.getcwd()
    except OSError:
        return None
