"""The modules in the cache, handed from one system to the other."""

import sys

from .blessing import bless_module
from .counterparts import Counterparts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Modules:
    """Makes the specs, loaders and paths of the modules in the cache those of the other system."""

    def __init__(self, counterparts: Counterparts) -> None:
        self._counterparts = counterparts

    def do(self) -> None:
        """Modules that were loaded before count as if thence had loaded them."""
        self._bless_all(self._counterparts.forward())

    def undo(self) -> None:
        """Modules that thence loaded count as if the interpreter had loaded them."""
        self._bless_all(self._counterparts.backward())

    def _bless_all(self, classes: "dict[type, Any]") -> None:
        for module in list(sys.modules.values()):
            bless_module(module, classes)
