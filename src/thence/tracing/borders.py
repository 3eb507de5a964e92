"""What code did to the import system while it ran: seen at the borders of its execution.

No list in ``sys`` is replaced and no function is traced: copies are compared.
"""

import builtins
import sys

from ..explaining.describing import label

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

    Note = Callable[..., None]

ATTRIBUTES = ("__spec__", "__loader__", "__package__", "__path__")
MISSING = object()
MODULE_TYPE = type(sys)
NAMESPACE: "Any" = vars(MODULE_TYPE)["__dict__"]
LONGEST = 200  # characters of a value


class Lists:
    """The lists of ``sys``, the cache and the import function, as they were at the last border."""

    def __init__(self) -> None:
        # What the cache is known to hold: those that came and went by imports are no news.
        self.names = set(sys.modules)
        self.path = list(sys.path)
        self.meta_path = list(sys.meta_path)
        self.path_hooks = list(sys.path_hooks)
        self.import_function = builtins.__import__

    def are_changed(self) -> bool:
        """Is any of them another one now?  What is no list any more is."""
        try:
            # Items that are the same object are not compared: no code of theirs is run.
            return (
                sys.path != self.path
                or sys.meta_path != self.meta_path
                or sys.path_hooks != self.path_hooks
                or builtins.__import__ is not self.import_function
                or len(sys.modules) != len(self.names)
            )
        except Exception:  # noqa: BLE001 - whatever an item's own comparison raises
            return True

    def tell(self, list_changed: "Note", function_changed: "Note") -> None:
        """Tell what has changed, and remember how it is now."""
        for name in ("path", "meta_path", "path_hooks"):
            before, after = getattr(self, name), as_list(getattr(sys, name, ()))
            if len(before) != len(after) or any(map(is_not, before, after)):
                list_changed(f"sys.{name}", names_of(before), names_of(after))
            setattr(self, name, after)
        names = set(sys.modules)
        if names != self.names:
            gone, come = self.names - names, names - self.names
            list_changed("sys.modules", tuple(sorted(gone)), tuple(sorted(come)))
            self.names = names
        function: Any = getattr(builtins, "__import__", None)
        if function is not self.import_function:
            function_changed(label(self.import_function), label(function))
            self.import_function = function


def as_list(value: "Any") -> "list[Any]":
    """A copy; empty for what is no list."""
    return list(value) if isinstance(value, (list, tuple)) else []


def is_not(one: object, other: object) -> bool:
    """Are these two?  Equal texts count as one."""
    return one is not other and not (type(one) is type(other) is str and one == other)


def names_of(items: "list[Any]") -> tuple[str, ...]:
    """Path entries as they are, finders and hooks by their names."""
    return tuple([item if type(item) is str else label(item) for item in items])


class Modules:
    """The import-related attributes of modules, as they were set before their code ran.

    Modules are not held, so that one that leaves the cache is not kept alive; what their
    attributes were is.
    """

    def __init__(self) -> None:
        # Name -> (identity, __spec__, __loader__, __package__, __path__, entries of that)
        self.known: dict[str, tuple[Any, ...]] = {}
        # Names of modules whose code is running.
        self.being_made: set[str] = set()

    def remember(self, fullname: str, module: "ModuleType") -> None:
        """Keep a module's attributes for later comparisons; its code is about to run."""
        self.being_made.add(fullname)
        if isinstance(module, MODULE_TYPE):
            self.known[fullname] = facts_of(module)

    def forget(self, fullname: str) -> None:
        """The module's code raised: it is out of the cache, and that is no news."""
        self.being_made.discard(fullname)
        self.known.pop(fullname, None)

    def after_its_code(self, fullname: str, module: "Any", tell: "Note") -> str | None:
        """Compare a module whose code has ended.

        Returns the class of what it has put into the cache in its own place, if it has.
        """
        self.being_made.discard(fullname)
        before = self.known.get(fullname)
        if before is None:
            return None
        if id(module) != before[0]:
            del self.known[fullname]
            return label(type(module))
        if not is_as(before, module):
            self._renew(fullname, before, module, tell)
        return None

    def compare(self, fullname: str, module: "Any", tell: "Note") -> None:
        """Tell what is another one than before of a module; ``module`` is what the cache holds."""
        before = self.known.get(fullname)
        if before is None:
            return
        if id(module) != before[0]:
            del self.known[fullname]
            tell(fullname, "", "module", None if module is MISSING else label(type(module)))
            return
        if not is_as(before, module):
            self._renew(fullname, before, module, tell)

    def _renew(
        self, fullname: str, before: "tuple[Any, ...]", module: "ModuleType", tell: "Note"
    ) -> None:
        """Tell what has changed, and remember how it is now."""
        self.known[fullname] = now = facts_of(module)
        tell_differences(fullname, before, now, tell)

    def compare_all(self, tell: "Note") -> None:
        """Compare every module that was ever executed."""
        for fullname in list(self.known):
            self.compare(fullname, sys.modules.get(fullname, MISSING), tell)


def namespace_of(module: "ModuleType") -> "dict[str, Any]":
    """A module's namespace; asking a lazy one for it in any other way would load it."""
    if type(module) is MODULE_TYPE:
        return module.__dict__
    return NAMESPACE.__get__(module)  # type: ignore[no-any-return]


def facts_of(module: "ModuleType") -> "tuple[Any, ...]":
    """A module's identity and attributes, and the entries of its path where that is a list."""
    get = namespace_of(module).get
    spec, loader = get("__spec__", MISSING), get("__loader__", MISSING)
    package, path = get("__package__", MISSING), get("__path__", MISSING)
    return id(module), spec, loader, package, path, path[:] if type(path) is list else None


def is_as(before: "tuple[Any, ...]", module: "ModuleType") -> bool:
    """Has a module the same attributes as before?  No comparison of theirs is called."""
    _, spec, loader, package, path, entries = before
    # As namespace_of does, without a call: this is asked at each border.
    get = (module.__dict__ if type(module) is MODULE_TYPE else NAMESPACE.__get__(module)).get
    return (
        get("__spec__", MISSING) is spec
        and get("__loader__", MISSING) is loader
        and get("__package__", MISSING) is package
        and get("__path__", MISSING) is path
        and (entries is None or path == entries)
    )


def tell_differences(
    fullname: str, before: "tuple[Any, ...]", now: "tuple[Any, ...]", tell: "Note"
) -> None:
    """Tell of each attribute that is another one now."""
    for at, name in enumerate(ATTRIBUTES, 1):
        if is_not(now[at], before[at]):
            tell(fullname, name, shown(before[at]), shown(now[at]))
    if now[4] is before[4] and now[5] != before[5]:
        tell(fullname, "__path__", shown(before[5]), shown(now[5]))


def shown(value: object) -> str | None:
    """A value for people; None where there is none."""
    if value is MISSING:
        return None
    if value is None or isinstance(value, (str, list, tuple)):
        return repr(value)[:LONGEST]
    return f"<{label(type(value))}>"
