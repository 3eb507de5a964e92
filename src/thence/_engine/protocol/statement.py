"""What an ``import`` statement means: ``__import__`` and its from-list (7.11, 5)."""

import sys

from ..errors import cannot_import_name, no_name_in_globals
from ..primitives import warnings
from ..protocol_marks import _call_with_frames_removed
from ..state import ImportState
from ..tracebacks import cut_engine_frames
from ..versions import PACKAGE_MISMATCH_IS_DEPRECATED
from .importing import METHOD_TYPE, MISSING, import_absolute

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import FrameType
    from typing import Any

NAMESPACE_TYPE: "Any" = type(sys.implementation)


def dunder_import(
    state: ImportState,
    name: str,
    globals: "Mapping[str, Any] | None" = None,
    locals: object = None,  # noqa: ARG001 - part of the protocol
    fromlist: "Iterable[str] | None" = (),
    level: int = 0,
) -> "Any":
    """Import a module as an ``import`` statement in a module with these globals would.

    Without a from-list the top-level package is returned (``import a.b`` binds ``a``), with
    one the module itself, its submodules in the list imported.  ``locals`` is ignored.
    """
    if level <= 0:
        module = import_absolute(state, name, level=level)  # which refuses a negative one
    else:
        package = calling_package({} if globals is None else globals)
        module = import_absolute(state, name, package, level)
    if not fromlist:
        return package_to_bind(state, name, module, level)
    if hasattr(module, "__path__"):
        importer = METHOD_TYPE(import_absolute, state)
        return handle_fromlist(state, module, fromlist, importer)
    return module


def package_to_bind(state: ImportState, name: str, module: "Any", level: int) -> "Any":
    """What ``import name`` binds: the package that the first part of ``name`` stands for."""
    first = name.partition(".")[0]
    if first == name:
        return module  # as it came, even if it has put None in its place
    if level == 0:
        return import_absolute(state, first)
    surplus = len(name) - len(first)
    return state.modules[module.__name__[: len(module.__name__) - surplus]]


def calling_package(globals: "Mapping[str, Any]") -> "Any":
    """The package that relative imports of a module start from (5.4.4, PEP 366).

    Raises KeyError when the globals have no ``__name__`` to fall back on.
    """
    package = globals.get("__package__")
    spec = globals.get("__spec__")
    if package is not None:
        if spec is not None and package != spec.parent:
            warn_of_contradiction(package, spec.parent)
        return package
    if spec is not None:
        return spec.parent
    message = (
        "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"
    )
    warnings.warn(message, ImportWarning, stacklevel=3)
    if "__name__" not in globals:
        raise no_name_in_globals()
    name = globals["__name__"]
    return name if "__path__" in globals else name.rpartition(".")[0]


def warn_of_contradiction(package: object, parent: object) -> None:
    """``__package__`` and ``__spec__.parent`` disagree; the former counts."""
    category = DeprecationWarning if PACKAGE_MISMATCH_IS_DEPRECATED else ImportWarning
    message = f"__package__ != __spec__.parent ({package!r} != {parent!r})"
    warnings.warn(message, category, stacklevel=4)


def handle_fromlist(
    state: ImportState,
    module: "Any",
    fromlist: "Iterable[Any]",
    import_: "Callable[[str], Any]",
    *,
    recursive: bool = False,
) -> "Any":
    """Import those names of a from-list that the package lacks, as its submodules.

    ``*`` stands for ``__all__``.  A name that is no submodule either is left to the statement,
    which complains.  Raises TypeError for a name that is no string.
    """
    for name in fromlist:
        if not isinstance(name, str):
            where = f"{module.__name__}.__all__" if recursive else "``from list''"
            raise TypeError(f"Item in {where} must be str, not {type(name).__name__}")
        if name == "*":
            if not recursive and hasattr(module, "__all__"):
                handle_fromlist(state, module, module.__all__, import_, recursive=True)
        elif not hasattr(module, name):
            import_if_there(state, f"{module.__name__}.{name}", import_)
    return module


def import_if_there(state: ImportState, fullname: str, import_: "Callable[[str], Any]") -> None:
    """Import a submodule; that there is none is no error, that it fails is one."""
    try:
        _call_with_frames_removed(import_, fullname)
    except ModuleNotFoundError as error:
        forbidden = state.modules.get(fullname, MISSING) is None
        if error.name != fullname or forbidden:
            raise


def private_import(
    state: ImportState,
    name: str,
    globals: "Mapping[str, Any] | None" = None,
    locals: object = None,
    fromlist: "Iterable[str] | None" = (),
    level: int = 0,
) -> "Any":
    """``__import__`` of a private system: the statement finds nothing outside of it.

    ``from package import name`` falls back on ``sys.modules["package.name"]`` where the package
    has no such attribute (yet): another system's module, or none.  Where that could happen a
    stand-in is returned that answers for this system.
    """
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
    if name == "*" or hasattr(module, name):
        return False
    fullname = f"{getattr(module, '__name__', '')}.{name}"
    return fullname in state.modules or fullname in sys.modules


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
