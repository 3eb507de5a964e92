"""What a private import system has that the interpreter's own does not need."""

import builtins
import sys

from ._engine.protocol.importing import METHOD_TYPE
from ._engine.protocol.private_lazy import Pending, private_lazy_import
from ._engine.protocol.private_statement import private_import
from ._engine.sharing import Sharing
from ._engine.versions import LAZY_IMPORTS
from .facade import INTERPRETERS_OWN, importlib_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


def furnish(system: "Any", shared: "Iterable[str] | None") -> None:
    """Give a private system its ``__builtins__`` and its first modules.

    ``shared`` are the names of modules that it takes from the interpreter; None: those of the
    standard library.
    """
    state = system._state
    state.builtins = dict(vars(builtins), __import__=METHOD_TYPE(private_import, state))
    if LAZY_IMPORTS:
        state.lazy = Pending(state)
        state.builtins["__lazy_import__"] = METHOD_TYPE(private_lazy_import, state)
    names = sys.stdlib_module_names if shared is None else shared
    state.sharing = Sharing(names, INTERPRETERS_OWN, builtins.__import__)
    for name, module in first_modules(system).items():
        state.modules.setdefault(name, module)


def first_modules(system: "Any") -> "dict[str, Any]":
    """The interpreter's ``sys`` and ``builtins``, and an ``importlib`` that is the system's."""
    return {"sys": sys, "builtins": builtins, **importlib_for(system)}
