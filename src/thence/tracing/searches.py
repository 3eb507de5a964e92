"""The part of a recorder that hears of searches (5.3, 5.5).

Only answers are written: whoever is asked next begins when the one before has answered.
"""

import sys
from time import perf_counter_ns as now

from ..explaining.plain import label
from .borders import copy_of
from .describing import label_of, spec_row
from .rows import (
    ENTRY_ANSWERED,
    FINDER_ANSWERED,
    FINDERS,
    HOOK_ANSWERED,
    SEARCHED,
    SPEC_CHOSEN,
)
from .shadows import find_shadows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .._engine.spec import ModuleSpec
    from .state import State


NOTHING = (None, None, None, None, None)  # a search that found none


def finder_answered(
    recorder: "State", fullname: str, finder: object, spec: "ModuleSpec | None"
) -> None:
    """A meta path finder answered; where another observer listens, too."""
    try:
        name = label_of(finder, recorder.labels)
        row = FINDER_ANSWERED + recorder.here.mine.base, now(), fullname, name, spec is not None
        recorder.rows.extend(row)
    except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
        recorder.put_aside(error)


def searched(
    recorder: "State",
    fullname: str,
    finders: "list[Any]",
    times: list[int],
    spec: "ModuleSpec | None",
    is_over: bool,
) -> None:
    """These finders answered, at these times; that is the end of the search."""
    at = now()
    try:
        number, asked = recorder.asked
        if finders != asked and finders != asked[: len(finders)]:
            number = tell_finders(recorder, finders)
        facts, shadows = NOTHING, None
        if is_over:
            facts, shadows = facts_of_spec(recorder, fullname, spec)
        row = SEARCHED + recorder.here.mine.base, at, fullname, number, times, shadows
        recorder.rows.extend(row + facts)
    except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
        recorder.put_aside(error)


def tell_finders(recorder: "State", finders: "list[Any]") -> int:
    """Name the finders that searches ask from now on; return their number."""
    at = now()
    names = tuple([label_of(each, recorder.labels) for each in finders])
    recorder.rows.extend((FINDERS + recorder.here.mine.base, at, at, names))
    recorder.asked = at, finders
    return at


def entry_consulted(
    recorder: "State", fullname: str, entry: str, entry_finder: object | None
) -> None:
    """An entry that no hook took has nobody who answers."""
    if entry_finder is None:
        row = ENTRY_ANSWERED + recorder.here.mine.base, now(), fullname, entry, None, None
        recorder.rows.extend(row)


def entry_answered(
    recorder: "State",
    fullname: str,
    entry: str,
    spec: "ModuleSpec | None",
    entry_finder: object,
) -> None:
    """A path entry finder answered."""
    at = now()
    try:
        found = None if spec is None else spec.origin or "" if spec.loader else "portion"
        kind = type(entry_finder)
        name = recorder.labels.get(kind) or label_of(kind, recorder.labels)
        row = ENTRY_ANSWERED + recorder.here.mine.base, at, fullname, entry, name, found
        recorder.rows.extend(row)
    except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
        recorder.put_aside(error)


def hook_asked(recorder: "State", entry: str, hook: object, entry_finder: object | None) -> None:
    """A path hook was asked."""
    try:
        made = None if entry_finder is None else label_of(entry_finder, recorder.labels)
        known = recorder.hooks.get(id(hook))
        if known is None or known[0] is not hook:
            known = recorder.hooks[id(hook)] = hook, label(hook)
        row = HOOK_ANSWERED + recorder.here.mine.base, now(), entry, known[1], made
        recorder.rows.extend(row)
    except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
        recorder.put_aside(error)


def spec_chosen(recorder: "State", fullname: str, spec: "ModuleSpec | None") -> None:
    """The search is over; where another observer listens, too."""
    at = now()
    try:
        facts, shadows = facts_of_spec(recorder, fullname, spec)
        row = SPEC_CHOSEN + recorder.here.mine.base, at, fullname, shadows
        recorder.rows.extend(row + facts)
    except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
        recorder.put_aside(error)


def facts_of_spec(
    recorder: "State", fullname: str, spec: "ModuleSpec | None"
) -> "tuple[tuple[Any, ...], tuple[str, ...] | list[str]]":
    """The facts of a spec (or of none), and what it shadows: a list that is filled later."""
    if spec is None:
        return NOTHING, ()
    facts = spec_row(spec, recorder.labels)
    # Without a loader: of a namespace package all portions are its own.
    if "." in fullname or facts[2] is None:
        return facts, ()
    shadows: list[str] = []
    path = recorder.lists.path
    if sys.path != path:  # since the last border
        path = copy_of("path")
    recorder.unshadowed.extend((fullname, facts[1], shadows, path))
    return facts, shadows


def fill_shadows(recorder: "State") -> None:
    """Find what waits for it."""
    waiting = recorder.unshadowed[: len(recorder.unshadowed)]
    del recorder.unshadowed[: len(waiting)]
    find_shadows(waiting)
