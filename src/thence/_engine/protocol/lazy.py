"""``lazy import`` (PEP 810, since 3.15): what the interpreter asks of the engine."""

from ..state import ImportState
from .importing import find_and_load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def find_and_load_lazy_submodule(
    state: ImportState, fullname: str, import_parent: "Callable[[str], Any]"
) -> "Any":
    """Load a submodule that ``lazy from package import name`` may have meant; None if none is.

    The interpreter calls this when a package is asked for such a name.  Raises what loading
    raises.
    """
    return find_and_load(state, fullname, import_parent, if_absent=lambda _: None)
