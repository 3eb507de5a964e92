"""From a request to a module: the cache, the parent, the search, the load (5.3)."""

from .. import names
from ..errors import (
    import_halted,
    no_known_parent,
    no_module_named,
    parent_is_no_package,
)
from ..modules import attribute_was_refused
from ..primitives import DeadlockError, thread
from ..protocol_marks import _call_with_frames_removed
from ..state import ImportState
from ..versions import (
    FORBIDDEN_BY_PARENT_IS_SEARCHED,
    LAZY_IMPORTS,
    PARENT_IS_AWAITED,
    PARENTS_FIRST,
)
from .loading import load
from .searching import find_spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..sharing import Sharing
    from ..spec import ModuleSpec

MISSING = object()


def import_absolute(state: ImportState, name: str, package: "Any" = None, level: int = 0) -> "Any":
    """Import a module by its name and return it (not its top-level package).

    With ``level`` > 0 the name is relative to ``package``.  Raises TypeError, ValueError and
    ImportError for names that make no sense, and what the import raises.
    """
    check_request(name, package, level)
    if level > 0:
        name = names.absolute_name(name, package, level)
    return find_and_load(state, name, METHOD_TYPE(import_absolute, state))


def check_request(name: "Any", package: "Any", level: int) -> None:
    """Refuse what cannot be the name of a module."""
    if not isinstance(name, str):
        raise TypeError(f"module name must be str, not {type(name)}")
    if level < 0:
        raise ValueError("level must be >= 0")
    if level > 0:
        if not isinstance(package, str):
            raise TypeError("__package__ not set to a string")
        if not package:
            raise no_known_parent()
    if not name and level == 0:
        raise ValueError("Empty module name")


def raised(error: ModuleNotFoundError) -> "Any":
    """What is done when nobody has the module: raise the error."""
    raise error


def find_and_load(
    state: ImportState,
    fullname: str,
    import_parent: "Callable[[str], Any]",
    if_absent: "Callable[[ModuleNotFoundError], Any]" = raised,
) -> "Any":
    """Return a module from the cache, or search and load it (5.3.1).

    ``import_parent`` imports a package by its absolute name.  ``if_absent`` is handed the error
    when nobody has the module, and answers in its place.
    """
    module = made_in_cache(state, fullname)
    if module is not MISSING:
        return answer_of_cache(state, fullname, module)
    if (observer := state.observer) is not None:
        observer.requested(fullname)
    try:
        if PARENTS_FIRST:
            parents_resolver(state)(fullname, import_parent)
        lock = state.locks.get(fullname)
        try:
            lock.acquire()
        except DeadlockError:
            module = state.modules.get(fullname, MISSING)
            if module is MISSING:
                raise
            # The circle closed just now: as if the module had been in the cache from the start.
            return answer_of_cache(state, fullname, module)
        try:
            # Another thread may have been faster, or a parent has imported it.
            module = state.modules.get(fullname, MISSING)
            if module is not MISSING:
                return answer_of_cache(state, fullname, module)
            return search_and_load(state, fullname, import_parent, if_absent)
        finally:
            lock.release()
    finally:
        if (observer := state.observer) is not None:
            observer.request_ended(fullname)


def wait_until_made(state: ImportState, fullname: str) -> None:
    """Wait for a module that the cache has and some thread is making; if it is this one, don't.

    The interpreter serves a request for such a module itself, but for the waiting.
    """
    if (observer := state.observer) is None:
        return state.locks.wait_for(fullname)
    if state.locks.get(fullname).owner == thread.get_ident():
        return observer.cache_hit(fullname, state.modules.get(fullname))
    observer.requested(fullname)
    try:
        state.locks.wait_for(fullname)
        observer.cache_hit(fullname, state.modules.get(fullname))
    finally:
        observer.request_ended(fullname)
    return None


def made_in_cache(state: ImportState, fullname: str) -> "Any":
    """What the cache holds, MISSING for nothing; what another thread is making is waited for."""
    module = state.modules.get(fullname, MISSING)
    seen = MISSING
    # Once for each object: one that is still being made by then is being made by this thread,
    # or by one that waits for it.
    while module is not MISSING and module is not seen and is_being_made(module):
        seen = module
        state.locks.wait_for(fullname)
        # It is missing now, or another one, if its code has raised meanwhile.
        module = state.modules.get(fullname, MISSING)
    return module


def answer_of_cache(state: ImportState, fullname: str, module: "Any") -> "Any":
    """A module from the cache; raises ModuleNotFoundError for the None that forbids it."""
    if (observer := state.observer) is not None:
        observer.cache_hit(fullname, module)
    if module is None:
        raise import_halted(fullname)
    return module


def is_being_made(module: "Any") -> bool:
    """Is this module's code still running, in whatever thread?"""
    return bool(getattr(getattr(module, "__spec__", None), "_initializing", False))


def parents_resolver(state: ImportState) -> "Any":
    """Who has a module's parents made before the module's own lock is taken (since 3.15).

    Not called here: each frame counts in a package nested deeply, as far as recursion goes.
    """
    if state.parents_resolver is None:
        return METHOD_TYPE(resolve_parents, state)
    return state.parents_resolver()


def resolve_parents(
    state: ImportState, fullname: str, import_parent: "Callable[[str], Any]"
) -> None:
    """Import a module's parent; one that is there, wait for, and for those above it before.

    A thread that held the module's lock while it waits for a parent would stand in the way of
    the thread that makes the parent and needs the module for it.
    """
    parent = names.parent_of(fullname)
    if not parent:
        return
    if parent not in state.modules:
        try:
            _call_with_frames_removed(import_parent, parent)  # which sees to its own parents
        except BaseException as error:
            tell_of_failure(state, fullname, error)
            raise
        return
    for ancestor in names.packages_above(fullname):
        if is_being_made(state.modules.get(ancestor)):
            state.locks.wait_for(ancestor)


def search_and_load(
    state: ImportState,
    fullname: str,
    import_parent: "Callable[[str], Any]",
    if_absent: "Callable[[ModuleNotFoundError], Any]",
) -> "Any":
    """Import the parent, search for the module, load it, bind it.  Its lock is held."""
    try:
        parent = names.parent_of(fullname)
        path: Any = None
        parent_spec = None
        sharing = state.sharing
        if parent:
            if parent not in state.modules or (
                PARENT_IS_AWAITED and made_elsewhere(state, parent)
            ):
                _call_with_frames_removed(import_parent, parent)
            if made_by_parent(state, fullname):
                return state.modules[fullname]
            if sharing is not None and sharing.wants_submodule(fullname, state.modules):
                return share(state, sharing, fullname)
            parent_module = state.modules[parent]
            try:
                path = parent_module.__path__
            except AttributeError:
                return if_absent(parent_is_no_package(fullname, parent))
            parent_spec = parent_module.__spec__
        spec = find_spec(state, fullname, path)
        if sharing is not None and not parent and sharing.wants(fullname, spec):
            return share(state, sharing, fullname)
        if spec is None:
            return if_absent(no_module_named(fullname))
        with Announced(parent_spec, fullname):
            module = load(state, spec)
        if parent:
            bind_to_parent(state, parent, fullname, module)
        if LAZY_IMPORTS:
            state.lazy.loaded(fullname, module)
        return module
    except BaseException as error:
        tell_of_failure(state, fullname, error)
        raise


def made_by_parent(state: ImportState, fullname: str) -> bool:
    """Whether a module is in the cache, now that its parent was executed."""
    module = state.modules.get(fullname, MISSING)
    return module is not MISSING and (module is not None or not FORBIDDEN_BY_PARENT_IS_SEARCHED)


def made_elsewhere(state: ImportState, fullname: str) -> bool:
    """Is another thread executing the code of this module of the cache?"""
    if not is_being_made(state.modules.get(fullname)):
        return False
    return state.locks.get(fullname).owner != thread.get_ident()


def share(state: ImportState, sharing: "Sharing", fullname: str) -> "Any":
    """Take a module from the interpreter."""
    module = sharing.take(fullname, state.modules)
    if LAZY_IMPORTS:
        state.lazy.loaded(fullname, module)
    return module


def tell_of_failure(state: ImportState, fullname: str, error: BaseException) -> None:
    """Tell the observer that an import failed."""
    if (observer := state.observer) is not None:
        observer.failed(fullname, error)


class Announced:
    """Lists a submodule in its parent's spec while it is loaded.

    The interpreter then says "cannot access submodule ... (most likely due to a circular
    import)" to who asks for it too early.
    """

    __slots__ = ("fullname", "parent_spec")

    def __init__(self, parent_spec: "ModuleSpec | None", fullname: str) -> None:
        self.parent_spec = parent_spec
        self.fullname = fullname

    def __enter__(self) -> None:
        if self.parent_spec:
            self.parent_spec._uninitialized_submodules.append(names.last_part_of(self.fullname))

    def __exit__(self, *error: object) -> None:
        if self.parent_spec:
            self.parent_spec._uninitialized_submodules.pop()


def bind_to_parent(state: ImportState, parent: str, fullname: str, module: "Any") -> None:
    """Make a submodule an attribute of its parent (5.4.2)."""
    parent_module = state.modules[parent]
    child = names.last_part_of(fullname)
    try:
        setattr(parent_module, child, module)
    except AttributeError:
        attribute_was_refused(state, parent, child)
        return
    if (observer := state.observer) is not None and observer._clock is None:
        observer.bound(parent_module, child, module)


# types.MethodType, without importing types.
METHOD_TYPE: "Any" = type(Announced(None, "").__enter__)
