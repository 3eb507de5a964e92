"""The garbage collector, which is to look after the program as if thence had loaded nothing.

It goes by numbers: of objects made since it last looked, of its looks at the young.  What thence
and a recorder make before the program begins would count, and the first look at everything, some
milliseconds, would come that much earlier, or come at all.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

NAME = "gc"


def collector() -> "ModuleType":
    """The module ``gc``, which the program finds as if it were not loaded."""
    was_there = NAME in sys.modules
    module = __import__(NAME)
    if not was_there:
        del sys.modules[NAME]
    return module


def begin_collecting_anew(gc: "ModuleType") -> None:
    """All that there is counts as old, and nothing is counted so far."""
    gc.freeze()
    gc.unfreeze()
