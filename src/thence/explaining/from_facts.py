"""From what a probe brought back to an explanation."""

import sys
from collections.abc import Iterator

from .advice import Advice
from .defined_names import defines
from .entries import Entries
from .explanation import (
    NOT_FOUND,
    PARENT_IS_NO_PACKAGE,
    PARENT_NOT_FOUND,
    Cached,
    Explanation,
    Finder,
    Module,
    NearMiss,
    Parent,
    Python,
    Search,
    Shadowed,
)
from .facts import CacheFacts, Facts, FinderFacts, ParentFacts, SearchFacts
from .modules import bytecode_of, executed_by, module_of
from .near_misses import NearMisses
from .outcome import status_of
from .owners import Owners
from .shadowing import Shadows

MISSING = frozenset({NOT_FOUND, PARENT_NOT_FOUND})


def explain(facts: Facts) -> Explanation:
    """Where a name comes from, and each step that led there."""
    return Explainer(facts).explanation()


class Explainer:
    """One question's facts, and what has to be known to put them in words."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        # An installed distribution may be a namespace package's portion's: the whole path counts.
        self._owners = Owners(facts["path"], facts["library"])

    def explanation(self) -> Explanation:
        """All of it."""
        facts = self._facts
        status = status_of(facts)
        search = self._search(*self._subject())
        module = self._module(facts["search"])
        return Explanation(
            name=facts["name"],
            status=status,
            python=this_python(),
            working_directory=facts["working_directory"],
            cache=cached(facts["cache"], facts["cache_after_parents"]),
            parents=tuple(self._parent(each) for each in facts["parents"]),
            search=search,
            module=module,
            bytecode=bytecode_of(module, writes=facts["writes_bytecode"]),
            shadows=self._shadows(module, search),
            near_misses=self._near_misses(search) if status in MISSING else (),
            advice=(
                *self._attribute(status),
                *(self._advice(search) if status in MISSING else ()),
            ),
        )

    def _subject(self) -> tuple[str, SearchFacts, str]:
        """The search that decides: its name, its facts, and what its path is called."""
        facts = self._facts
        if facts["search"] is not None:
            return facts["name"], facts["search"], path_called(facts["name"])
        last = facts["parents"][-1]
        return last["name"], last["search"], path_called(last["name"])

    def _search(self, name: str, facts: SearchFacts, path: str) -> Search:
        entries = Entries(name.rpartition(".")[2], facts, self._facts["working_directory"])
        finders = [finder(each, asked=True) for each in facts["finders"]]
        finders += [finder(each, asked=False) for each in later_finders(facts)]
        return Search(name, path, tuple(finders), entries.rows(), facts["error"])

    def _module(self, search: SearchFacts | None) -> Module | None:
        if search is None or search["chosen"] is None:
            return None
        return module_of(search["chosen"], self._owners)

    def _parent(self, facts: ParentFacts) -> Parent:
        chosen, cache = facts["search"]["chosen"], facts["cache"]
        module = self._module(facts["search"])
        path = path_called(facts["name"])
        return Parent(
            name=facts["name"],
            module=module,
            executes=None if chosen is None else executed_by(chosen),
            loaded_at_start=cache["state"] == "loaded",
            forbidden=cache["state"] == "none",
            imported=facts["imported"],
            executed=tuple(facts["executed"]),
            path=None if facts["path"] is None else tuple(facts["path"]),
            error=facts["error"],
            shadows=self._shadows(module, self._search(facts["name"], facts["search"], path)),
        )

    def _shadows(self, module: Module | None, search: Search) -> tuple[Shadowed, ...]:
        if module is None:
            return ()
        return Shadows(module, search.path, search.entries, search.finders, self._owners).all()

    def _attribute(self, status: str) -> Iterator[str]:
        """The name may be no module, but something that its parent defines."""
        parent, _, name = self._facts["name"].rpartition(".")
        if not parent or status not in (NOT_FOUND, PARENT_IS_NO_PACKAGE):
            return
        module = self._module(self._facts["parents"][-1]["search"])
        whole = self._facts["parents"][-1]["name"] == parent
        if whole and module and module.file and defines(module.file, name):
            yield f"{parent} defines {name}, no module: from {parent} import {name}"

    def _near_misses(self, search: Search) -> tuple[NearMiss, ...]:
        distributions = self._owners.distributions
        return NearMisses(search.name, search.entries, distributions).all()

    def _advice(self, search: Search) -> tuple[str, ...]:
        directory = self._facts["working_directory"]
        return Advice(search.name, search.entries, self._owners.distributions, directory).all()


def cached(at_start: CacheFacts, after: CacheFacts) -> Cached:
    """What the module cache has, at the start or since the parents were imported."""
    by_search = at_start["state"] == "absent" != after["state"]
    found = after if by_search else at_start
    origin = found["file"] or found["origin"]
    return Cached(found["state"], found["module"], origin, by_search)


def path_called(fullname: str) -> str:
    """What the path that a module is searched on is called."""
    parent = fullname.rpartition(".")[0]
    return f"{parent}.__path__" if parent else "sys.path"


def later_finders(facts: SearchFacts) -> list[FinderFacts]:
    """The finders that were not asked; the rest of the path is no finder of its own."""
    asked = {row["finder"] for row in facts["finders"]}
    return [
        row
        for row in facts["later"]
        if row["finder"] not in asked or not row["finder"].endswith("PathFinder")
    ]


def finder(facts: FinderFacts, *, asked: bool) -> Finder:
    """A meta path finder and its answer."""
    spec = facts["spec"]
    answer = "raised" if facts["error"] else "nothing" if spec is None else "found"
    origin = spec and (spec["origin"] or next(iter(spec["locations"] or ()), None))
    executed = tuple(facts["executed"])
    return Finder(facts["finder"], asked, answer, origin, executed, facts["error"])


def this_python() -> Python:
    """The interpreter: the command and the one that was asked are the same."""
    version = ".".join(map(str, sys.version_info[:3]))
    return Python(version, sys.executable, sys.implementation.cache_tag)
