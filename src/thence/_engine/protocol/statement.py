"""What an ``import`` statement means: ``__import__`` and its from-list (7.11, 5)."""

from ..errors import no_name_in_globals
from ..primitives import warnings
from ..protocol_marks import _call_with_frames_removed
from ..state import ImportState
from ..versions import PACKAGE_MISMATCH_IS_DEPRECATED
from .importing import METHOD_TYPE, MISSING, import_absolute

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any


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
