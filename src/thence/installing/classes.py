"""What others know of the interpreter's classes, made true of thence's."""

from ..classes import INTERPRETERS_CLASSES
from .counterparts import Counterparts


class ClassNames:
    """Lets thence's classes say that they live where the interpreter's do.

    importlib_metadata knows the path based finder by its ``__module__``, reprs show it, pickles
    keep it.  One class keeps its own, so that one can see who is in force.
    """

    TELLTALE = "FrozenImporter"

    def __init__(self, counterparts: Counterparts) -> None:
        self._classes = counterparts.classes
        self._before: dict[type, str] = {}

    def do(self) -> None:
        """The interpreter's names of modules."""
        for theirs, ours in self._classes.items():
            if theirs.__name__ != self.TELLTALE:
                self._before[ours] = ours.__module__
                ours.__module__ = theirs.__module__

    def undo(self) -> None:
        """Their own."""
        for ours, module in self._before.items():
            ours.__module__ = module


class Subclasses:
    """Lets classes that derive from the interpreter's (zipimporter, users') derive from ours."""

    def __init__(self, counterparts: Counterparts) -> None:
        self._counterparts = counterparts

    def do(self) -> None:
        """From now on they inherit thence's methods."""
        known = self._known()
        for theirs, ours in self._counterparts.forward().items():
            subclasses: list[type] = type.__subclasses__(theirs)
            for subclass in subclasses:
                if subclass not in known and not issubclass(subclass, ours):
                    replace_base(subclass, theirs, ours)

    def undo(self) -> None:
        """And the interpreter's again."""
        known = self._known()
        for ours, theirs in self._counterparts.backward().items():
            subclasses: list[type] = type.__subclasses__(ours)
            for subclass in subclasses:
                if subclass not in known:
                    replace_base(subclass, ours, theirs)

    def _known(self) -> set[type]:
        """The classes of both systems, which stay as they are: some have no counterpart here."""
        ours = self._counterparts.classes.values()
        return {*INTERPRETERS_CLASSES.values(), *self._counterparts.classes, *ours}


def replace_base(subclass: type, old: type, new: type) -> None:
    """Replace one base of a class; where the layout or the order forbids it, leave it."""
    bases = tuple(new if base is old else base for base in subclass.__bases__)
    try:
        subclass.__bases__ = bases
    except TypeError:
        return
