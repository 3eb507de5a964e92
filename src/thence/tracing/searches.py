"""The part of a recorder that hears of searches (5.3, 5.5)."""

from time import perf_counter_ns as now

from ..explaining.describing import label
from .buffer import Buffer, put_aside_if_it_raises
from .describing import shadows_of, spec_row
from .rows import (
    ENTRY_ANSWERED,
    FINDER_ANSWERED,
    FINDERS,
    HOOK_ANSWERED,
    SEARCHED,
    SPEC_CHOSEN,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .._engine.spec import ModuleSpec


NOTHING = (None, None, None, None, None)  # a search that found none


class Searches(Buffer):
    """Hears of finders, path entries, hooks and specs.

    Only answers are written: whoever is asked next begins when the one before has answered.
    """

    _clock = now

    @put_aside_if_it_raises
    def finder_answered(self, fullname: str, finder: object, spec: "ModuleSpec | None") -> None:
        """A meta path finder answered; where another observer listens, too."""
        row = FINDER_ANSWERED + self.here.mine.base, now(), fullname, self.labels.of(finder)
        self.rows.extend((*row, spec is not None))

    def _searched(
        self,
        fullname: str,
        finders: "list[Any]",
        times: list[int],
        spec: "ModuleSpec | None",
        is_over: bool,
    ) -> None:
        """These finders answered, at these times; that is the end of the search."""
        at = now()
        try:
            number, asked = self.asked
            if finders != asked[: len(finders)]:
                number = self._tell_finders(finders)
            facts, shadows = NOTHING, None
            if is_over:
                facts, shadows = self._of_spec(fullname, spec)
            row = SEARCHED + self.here.mine.base, at, fullname, number, times, shadows
            self.rows.extend(row + facts)
        except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
            self.put_aside(error)

    def _tell_finders(self, finders: "list[Any]") -> int:
        """Name the finders that searches ask from now on; return their number."""
        at = now()
        names = tuple([self.labels.of(each) for each in finders])
        self.rows.extend((FINDERS + self.here.mine.base, at, at, names))
        self.asked = at, finders
        return at

    def entry_consulted(self, fullname: str, entry: str, entry_finder: object | None) -> None:
        """An entry that no hook took has nobody who answers."""
        if entry_finder is None:
            row = ENTRY_ANSWERED + self.here.mine.base, now(), fullname, entry, None, None
            self.rows.extend(row)

    def _entry_answered(
        self, fullname: str, entry: str, spec: "ModuleSpec | None", entry_finder: object
    ) -> None:
        """A path entry finder answered."""
        at = now()
        try:
            kind = type(entry_finder)
            found = None if spec is None else spec.origin or "" if spec.loader else "portion"
            name = self.labels.known.get(kind) or self.labels.of(kind)
            row = ENTRY_ANSWERED + self.here.mine.base, at, fullname, entry, name, found
            self.rows.extend(row)
        except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
            self.put_aside(error)

    @put_aside_if_it_raises
    def hook_asked(self, entry: str, hook: object, entry_finder: object | None) -> None:
        """A path hook was asked."""
        made = None if entry_finder is None else self.labels.of(entry_finder)
        self.rows.extend((HOOK_ANSWERED + self.here.mine.base, now(), entry, label(hook), made))

    def spec_chosen(self, fullname: str, spec: "ModuleSpec | None") -> None:
        """The search is over; where another observer listens, too."""
        at = now()
        try:
            facts, shadows = self._of_spec(fullname, spec)
            row = SPEC_CHOSEN + self.here.mine.base, at, fullname, shadows
            self.rows.extend(row + facts)
        except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
            self.put_aside(error)

    def _of_spec(
        self, fullname: str, spec: "ModuleSpec | None"
    ) -> "tuple[tuple[Any, ...], tuple[str, ...]]":
        """The facts of a spec (or of none), and what it shadows."""
        if spec is None:
            return NOTHING, ()
        facts = spec_row(spec, self.labels)
        # Without a loader: of a namespace package all portions are its own.
        has_none = "." in fullname or facts[2] is None
        return facts, () if has_none else shadows_of(fullname, facts[1])
