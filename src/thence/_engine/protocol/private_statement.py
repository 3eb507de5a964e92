"""The ``import`` statement in the code of a private system (7.11, 5).

The interpreter's IMPORT_FROM falls back on the process's ``sys.modules``, where a package has no
such attribute (yet): another system's module, or none.  Where that could happen, ``__import__``
of a private system returns a stand-in that answers for its own cache.
"""

import sys

from ..errors import cannot_import_name
from ..state import ImportState
from ..tracebacks import cut_engine_frames
from .statement import dunder_import

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import FrameType
    from typing import Any

NAMESPACE_TYPE: "Any" = type(sys.implementation)


def private_import(
    state: ImportState,
    name: str,
    globals: "Mapping[str, Any] | None" = None,
    locals: object = None,
    fromlist: "Iterable[str] | None" = (),
    level: int = 0,
) -> "Any":
    """``__import__`` of a private system: the statement finds nothing outside of it."""
    try:
        return import_for(state, sys._getframe(1), (name, globals, locals, fromlist, level))
    except BaseException as error:  # noqa: BLE001 - goes on its way, shortened
        raise cut_engine_frames(error)  # noqa: B904 - the very same error


def import_for(state: ImportState, frame: "FrameType", request: "tuple[Any, ...]") -> "Any":
    """``private_import`` for the code that a frame executes; ``request`` as ``__import__``'s."""
    name, _, _, fromlist, _ = request
    module = dunder_import(state, *request)
    if fromlist:
        leaks = any(is_unbound(state, module, each) for each in fromlist)
        return FromModule(state, module) if leaks else module
    if "." in name and not is_chain_bound(module, name) and binds_by_as(frame):
        return chain_to(end_of_chain(state, module, name), name)
    return module


def chain_to(module: "Any", name: str) -> "Any":
    """What answers ``.b.c`` with the module ``a.b.c``, bound in its parents or not."""
    for part in reversed(name.split(".")[1:]):
        module = NAMESPACE_TYPE(**{part: module})
    return module


def end_of_chain(state: ImportState, module: "Any", name: str) -> "Any":
    """The module ``a.b.c`` as ``from a import b`` and ``from b import c`` reach it from ``a``."""
    for part in name.split(".")[1:]:
        module = getattr(FromModule(state, module), part)
    return module


def is_chain_bound(module: "Any", name: str) -> bool:
    """Can ``a.b.c`` be reached from ``a`` by attributes?  Not while one of them is being made."""
    for part in name.split(".")[1:]:
        if not hasattr(module, part):
            return False
        module = getattr(module, part)
    return True


def binds_by_as(frame: "FrameType") -> bool:
    """Is the statement being executed an ``import a.b.c as d``?

    Its bytecode goes on with IMPORT_FROM, that of ``import a.b.c`` does not.
    """
    following = frame.f_lasti + 2
    return frame.f_code.co_code[following] == import_from_opcode()


def import_from_opcode() -> int:
    """IMPORT_FROM's number: where the two forms of the statement first differ."""
    plain = compile("import a.b", "", "exec").co_code
    renamed = compile("import a.b as c", "", "exec").co_code
    return next(mine for mine, other in zip(renamed, plain, strict=False) if mine != other)


def is_unbound(state: ImportState, module: "Any", name: str) -> bool:
    """Would the statement look for this name in a module cache?"""
    fullname = f"{getattr(module, '__name__', '')}.{name}"
    if name == "*" or not (fullname in state.modules or fullname in sys.modules):
        return False
    return not hasattr(module, name)  # last, since a lazy import is resolved by that


class FromModule:
    """Stands for a module in one ``from`` statement: attributes, else cached submodules."""

    __slots__ = ("__module", "__state")

    def __init__(self, state: ImportState, module: "Any") -> None:
        self.__state = state
        self.__module = module

    def __getattr__(self, name: str) -> "Any":
        if hasattr(self.__module, name):
            return getattr(self.__module, name)
        owner = getattr(self.__module, "__name__", None)
        fullname = f"{owner}.{name}"
        if not isinstance(owner, str) or fullname not in self.__state.modules:
            raise cannot_import_name(name, self.__module)
        return self.__state.modules[fullname]
