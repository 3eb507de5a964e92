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
FACTS = 6  # that are known of a module
NOTHING_KNOWN = (None,) * FACTS
MODULE_TYPE = type(sys)
NAMESPACE: "Any" = vars(MODULE_TYPE)["__dict__"]
LONGEST = 200  # characters of a value


class Lists:
    """The lists of ``sys``, the cache and the import function, as they were at the last border."""

    def __init__(self) -> None:
        # What the cache is known to hold: those that came and went by imports are no news.
        self.names = set(sys.modules)
        # Of each of LISTS.
        self.copies = [as_list(getattr(sys, name, ())) for name in LISTS]
        self.import_function = builtins.__import__

    def are_changed(self) -> bool:
        """Is any of them another one now?  What is no list any more is."""
        try:
            # Items that are the same object are not compared: no code of theirs is run.
            return (
                [sys.path, sys.meta_path, sys.path_hooks] != self.copies
                or builtins.__import__ is not self.import_function
                or len(sys.modules) != len(self.names)
            )
        except Exception:  # noqa: BLE001 - whatever an item's own comparison raises
            return True

    def tell(self, list_changed: "Note", function_changed: "Note") -> None:
        """Tell what has changed, and remember how it is now."""
        for at, name in enumerate(LISTS):
            before, after = self.copies[at], as_list(getattr(sys, name, ()))
            if len(before) != len(after) or any(map(is_not, before, after)):
                list_changed(f"sys.{name}", names_of(before), names_of(after))
            self.copies[at] = after
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
        # Name -> where its facts begin.
        self._at: dict[str, int] = {}
        # Identity, __spec__, __loader__, __package__, __path__, entries of that; of the next.
        # One list: a tuple for each would be one more object for the garbage collector.
        self._facts: list[Any] = []
        # Names of modules whose code is running.
        self.being_made: set[str] = set()

    def remember(self, fullname: str, module: "ModuleType") -> None:
        """Keep a module's attributes for later comparisons; its code is about to run."""
        self.being_made.add(fullname)
        if fullname in self._at:
            self._let_go(fullname)
        if isinstance(module, MODULE_TYPE):
            self._at[fullname] = len(self._facts)
            self._facts += facts_of(module)

    def _before(self, fullname: str) -> "tuple[Any, ...] | None":
        """What is known of a module; None: nothing."""
        at = self._at.get(fullname)
        return None if at is None else tuple(self._facts[at : at + FACTS])

    def forget(self, fullname: str) -> None:
        """The module's code raised: it is out of the cache, and that is no news."""
        self.being_made.discard(fullname)
        self._let_go(fullname)

    def _let_go(self, fullname: str) -> None:
        """What was known is of another module than the one in the cache."""
        at = self._at.pop(fullname, None)
        if at is not None:
            self._facts[at : at + FACTS] = NOTHING_KNOWN

    def is_as_before(self, fullname: str, module: "Any") -> bool:
        """Is this the same module as before, with the same attributes, if it was known at all?

        False where that needs a closer look.  No comparison of theirs is called.
        """
        at = self._at.get(fullname)
        if at is None:
            return True
        identity, spec, loader, package, path, entries = self._facts[at : at + FACTS]
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
        before = self._before(fullname)
        if before is None or id(module) == before[0]:
            self.compare(fullname, module, tell)
            return None
        self._let_go(fullname)
        return label(type(module))

    def compare(self, fullname: str, module: "Any", tell: "Note") -> None:
        """Tell what is another one than before of a module; ``module`` is what the cache holds."""
        before = self._before(fullname)
        if before is None:
            return
        if id(module) != before[0]:
            self._let_go(fullname)
            tell(fullname, "", "module", None if module is MISSING else label(type(module)))
            return
        at = self._at[fullname]
        self._facts[at : at + FACTS] = now = facts_of(module)
        tell_differences(fullname, before, now, tell)

    def compare_all(self, tell: "Note") -> None:
        """Compare every module that was ever executed."""
        for fullname in list(self._at):
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
