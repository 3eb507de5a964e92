"""Asking the meta path for a module (5.3.4)."""

from ..errors import meta_path_gone
from ..locks import ImportLock
from ..state import ImportState
from ..versions import LEGACY_FINDERS, META_PATH_IS_COPIED
from .legacy import find_spec_by_find_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType
    from typing import Any

    from ..spec import ModuleSpec


def find_spec(
    state: ImportState,
    fullname: str,
    path: "Iterable[str] | None",
    target: "ModuleType | None" = None,
) -> "ModuleSpec | None":
    """Ask each meta path finder for a module, in order; None when nobody has it.

    ``path`` is None at top level, else the parent's ``__path__``.  ``target`` is the module to
    be loaded anew, in a reload only.  Raises ImportError at interpreter shutdown, and what a
    finder raises: that ends the search.
    """
    if state.meta_path is None:
        raise meta_path_gone()
    if not state.meta_path:
        state.warn("sys.meta_path is empty", ImportWarning, "_find_spec")
    # A reload finds the module in the cache from the start; that one must not be believed.
    is_reload = fullname in state.modules
    asked: list[Any] = []
    answered_at: list[int] = []
    observer = state.observer
    clock = None if observer is None else observer._clock
    asking = ask if observer is None or clock is not None else ask_and_tell
    spec, is_over = None, False
    try:
        for finder in list(state.meta_path) if META_PATH_IS_COPIED else state.meta_path:
            with ImportLock():
                spec = asking(state, finder, fullname, path, target)
            if clock is not None:
                asked.append(finder)
                answered_at.append(clock())
            if spec is not None:
                if not is_reload:
                    spec = spec_loaded_meanwhile(state, fullname, spec)
                break
        is_over = True
    finally:
        if clock is not None and (observer := state.observer) is not None:
            observer._searched(fullname, asked, answered_at, spec, is_over)
    if clock is None and (observer := state.observer) is not None:
        observer.spec_chosen(fullname, spec)
    return spec


def ask(
    state: ImportState,
    finder: "Any",
    fullname: str,
    path: "Iterable[str] | None",
    target: "ModuleType | None",
) -> "ModuleSpec | None":
    """One finder's answer.  One without ``find_spec`` has none (before 3.12: PEP 302's way)."""
    try:
        find = finder.find_spec
    except AttributeError:
        return find_spec_by_find_module(state, finder, fullname, path) if LEGACY_FINDERS else None
    return find(fullname, path, target)  # type: ignore[no-any-return]


def ask_and_tell(
    state: ImportState,
    finder: "Any",
    fullname: str,
    path: "Iterable[str] | None",
    target: "ModuleType | None",
) -> "ModuleSpec | None":
    """One finder's answer, and the observer is told before and after it."""
    if (observer := state.observer) is not None:
        observer.finder_asked(fullname, finder, path)
    spec = ask(state, finder, fullname, path, target)
    if (observer := state.observer) is not None:
        observer.finder_answered(fullname, finder, spec)
    return spec


def spec_loaded_meanwhile(state: ImportState, fullname: str, found: "ModuleSpec") -> "ModuleSpec":
    """The spec of the module if a finder imported it while searching, else the one it found."""
    if fullname not in state.modules:
        return found
    spec = getattr(state.modules[fullname], "__spec__", None)
    return found if spec is None else spec
