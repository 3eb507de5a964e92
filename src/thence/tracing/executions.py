"""The part of a recorder that hears of execution (5.4), and looks around at its borders."""

import sys
from time import perf_counter_ns as now

from .borders import MISSING
from .rows import ATTRIBUTE_CHANGED, EXECUTED, EXECUTING, IMPORT_FUNCTION_CHANGED, LIST_CHANGED
from .settling import settle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from .borders import Note
    from .state import State


def executing(recorder: "State", fullname: str, module: "ModuleType") -> None:
    """A border: what changed before was another one's doing."""
    try:
        mine = recorder.here.mine
        recorder.lists.names.add(fullname)
        if recorder.watches or recorder.lists.are_changed():
            look_around(recorder)
        parent, modules = fullname.rpartition(".")[0], recorder.modules
        if parent in modules.being_made:
            look_at(recorder, parent)  # what its own code did to it until now
        modules.being_made[fullname] = parent
        modules.remember(fullname, module)
        recorder.rows.extend((EXECUTING + mine.base, now(), fullname))
    except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
        recorder.put_aside(error)


def executed(recorder: "State", fullname: str, module: "ModuleType") -> None:
    """A border: what changed meanwhile was this module's doing."""
    at, modules = now(), recorder.modules
    try:
        mine = recorder.here.mine
        if mine.pending is not None:
            settle(recorder, mine, sys._getframe(1))
        if recorder.watches or recorder.lists.are_changed():
            look_around(recorder)
        replaced = None
        parent = modules.being_made.pop(fullname, None)
        if not modules.is_as_before(fullname, module):
            replaced = modules.after_its_code(fullname, module, attributes_told(recorder))
        if parent:  # is touched by the import, too
            look_at(recorder, parent)
        recorder.rows.extend((EXECUTED + mine.base, at, fullname, replaced))
    except Exception as error:  # noqa: BLE001 - whatever it is, the import goes on
        recorder.put_aside(error)


def look_at(recorder: "State", fullname: str) -> None:
    """Tell what is another one than before of a module."""
    cached = sys.modules.get(fullname, MISSING)
    if not recorder.modules.is_as_before(fullname, cached):
        recorder.modules.compare(fullname, cached, attributes_told(recorder))


def left(recorder: "State", fullname: str) -> None:
    """A border, if the module's code was running: what changed was its doing."""
    if fullname not in recorder.modules.being_made:
        return
    recorder.modules.forget(fullname)
    if fullname not in sys.modules:
        recorder.lists.names.discard(fullname)
    if recorder.watches or recorder.lists.are_changed():
        look_around(recorder)


def look_around(recorder: "State", *, at_modules: bool = False) -> None:
    """Tell what is another one than before."""

    def list_changed(*facts: "Any") -> None:
        recorder.rows.extend((LIST_CHANGED + recorder.here.mine.base, now(), *facts))

    def function_changed(*facts: "Any") -> None:
        recorder.rows.extend((IMPORT_FUNCTION_CHANGED + recorder.here.mine.base, now(), *facts))

    recorder.lists.tell(list_changed, function_changed)
    if recorder.watches or at_modules:
        recorder.modules.compare_all(attributes_told(recorder))


def attributes_told(recorder: "State") -> "Note":
    """What tells that an attribute of a module is another one than before."""

    def tell(*facts: "Any") -> None:
        recorder.rows.extend((ATTRIBUTE_CHANGED + recorder.here.mine.base, now(), *facts))

    return tell
