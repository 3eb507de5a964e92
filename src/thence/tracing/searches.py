"""The part of a recorder that hears of searches (5.3, 5.5)."""

import sys
from time import perf_counter_ns as now

from .._engine.primitives import os
from ..explaining.describing import label
from .buffer import Buffer
from .describing import shadows_of, spec_row
from .rows import ENTRY_ANSWERED, FINDER_ANSWERED, HOOK_ANSWERED, SPEC_CHOSEN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._engine.spec import ModuleSpec


NOTHING = (None, None, None, None, None)  # a search that found none


class Searches(Buffer):
    """Hears of finders, path entries, hooks and specs.

    Only answers are written: whoever is asked next begins when the one before has answered.
    """

    def finder_answered(self, fullname: str, finder: object, spec: "ModuleSpec | None") -> None:
        """A meta path finder answered."""
        name = self.labels[finder if isinstance(finder, type) else type(finder)]
        row = FINDER_ANSWERED + self.mine.base, now(), fullname, name, spec is not None
        self.rows.extend(row)

    def entry_consulted(self, fullname: str, entry: str, entry_finder: object | None) -> None:
        """An entry that no hook took has nobody who answers."""
        if entry_finder is None:
            self.rows.extend((ENTRY_ANSWERED + self.mine.base, now(), fullname, entry, None, None))

    def entry_answered(self, fullname: str, entry: str, spec: "ModuleSpec | None") -> None:
        """A path entry finder answered."""
        at = now()
        found: str | None = None
        if spec is not None:
            found = "portion" if spec.loader is None else spec.origin or ""
        name = self.labels[type(finder_of(entry))]
        self.rows.extend((ENTRY_ANSWERED + self.mine.base, at, fullname, entry, name, found))

    def hook_asked(self, entry: str, hook: object, entry_finder: object | None) -> None:
        """A path hook was asked."""
        made = None if entry_finder is None else self.labels.of(entry_finder)
        self.rows.extend((HOOK_ANSWERED + self.mine.base, now(), entry, label(hook), made))

    def spec_chosen(self, fullname: str, spec: "ModuleSpec | None") -> None:
        """The search is over."""
        at = now()
        facts = NOTHING if spec is None else spec_row(spec, self.labels)
        shadows = () if spec is None or "." in fullname else shadows_of(fullname, facts[1])
        self.rows.extend((SPEC_CHOSEN + self.mine.base, at, fullname, shadows, *facts))


def finder_of(entry: str) -> object | None:
    """The path entry finder of an entry; that of "" is kept under the working directory's name."""
    if entry:
        return sys.path_importer_cache.get(entry)
    try:
        return sys.path_importer_cache.get(os.getcwd())
    except OSError:
        return None
