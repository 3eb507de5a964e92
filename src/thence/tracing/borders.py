"""What code did to the import system while it ran: seen at the borders of its execution.

No list in ``sys`` is replaced and no function is traced: copies are compared.
"""

import builtins
import sys

from ..explaining.plain import label

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

    Note = Callable[..., None]

LISTS = ("path", "meta_path", "path_hooks")
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
        # Of each of LISTS.
        self.path, self.meta_path, self.path_hooks = map(copy_of, LISTS)
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
        for name in LISTS:
            before, after = getattr(self, name), copy_of(name)
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


def copy_of(name: str) -> "list[Any]":
    """A list of ``sys``; empty for what is none."""
    value = getattr(sys, name, ())
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
        # Name -> identity, __spec__, __loader__, __package__, __path__, entries of that.
        self._known: dict[str, tuple[Any, ...]] = {}
        # Modules whose code is running, and their parents' names.
        self.being_made: dict[str, str] = {}

    def remember(self, fullname: str, module: "ModuleType") -> None:
        """Keep a module's attributes for later comparisons; its code is about to run."""
        if isinstance(module, MODULE_TYPE):
            self._known[fullname] = facts_of(module)
        else:
            self._known.pop(fullname, None)

    def forget(self, fullname: str) -> None:
        """The module's code raised: it is out of the cache, and that is no news."""
        self.being_made.pop(fullname, None)
        self._known.pop(fullname, None)

    def is_as_before(self, fullname: str, module: "Any") -> bool:
        """Is this the same module as before, with the same attributes, if it was known at all?

        False where that needs a closer look.  No comparison of theirs is called.
        """
        known = self._known.get(fullname)
        if known is None:
            return True
        identity, spec, loader, package, path, entries = known
        if id(module) != identity:
            return False
        # As namespace_of does, without a call: this is asked at each border.
        names = module.__dict__ if type(module) is MODULE_TYPE else NAMESPACE.__get__(module)
        try:
            return (
                names["__spec__"] is spec
                and names["__loader__"] is loader
                and names["__package__"] is package
                and ("__path__" not in names if path is MISSING else names["__path__"] is path)
                and (entries is None or path == entries)
            )
        except KeyError:
            return False

    def after_its_code(self, fullname: str, module: "Any", tell: "Note") -> str | None:
        """Tell what is another one than before of a module whose code has ended.

        Returns the class of what it has put into the cache in its own place, if it has.
        """
        before = self._known.get(fullname)
        if before is None or id(module) == before[0]:
            self.compare(fullname, module, tell)
            return None
        del self._known[fullname]
        return label(type(module))

    def compare(self, fullname: str, module: "Any", tell: "Note") -> None:
        """Tell what is another one than before of a module; ``module`` is what the cache holds."""
        before = self._known.get(fullname)
        if before is None:
            return
        if id(module) != before[0]:
            del self._known[fullname]
            tell(fullname, "", "module", None if module is MISSING else label(type(module)))
            return
        self._known[fullname] = now = facts_of(module)
        tell_differences(fullname, before, now, tell)

    def compare_all(self, tell: "Note") -> None:
        """Compare every module that was ever executed."""
        for fullname in list(self._known):
            module = sys.modules.get(fullname, MISSING)
            if not self.is_as_before(fullname, module):
                self.compare(fullname, module, tell)


def namespace_of(module: "ModuleType") -> "dict[str, Any]":
    """A module's namespace; asking a lazy one for it in any other way would load it."""
    if type(module) is MODULE_TYPE:
        return module.__dict__
    return NAMESPACE.__get__(module)  # type: ignore[no-any-return]


def facts_of(module: "ModuleType") -> "tuple[Any, ...]":
    """A module's identity and attributes, and the entries of its path where that is a list."""
    # As namespace_of does, without a call.
    names = module.__dict__ if type(module) is MODULE_TYPE else NAMESPACE.__get__(module)
    try:
        spec, loader, package = names["__spec__"], names["__loader__"], names["__package__"]
    except KeyError:
        spec, loader, package = [names.get(name, MISSING) for name in ATTRIBUTES[:-1]]
    path = names.get("__path__", MISSING)
    return id(module), spec, loader, package, path, path[:] if type(path) is list else None


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
