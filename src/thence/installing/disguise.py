"""The engine's code under the file and module names of the interpreter's own import system.

While thence is installed, the interpreter cuts the engine's frames from tracebacks, ``warnings``
does not count them, debuggers and tracers skip them where they are told to skip importlib.
"""

import sys

from .._engine.primitives import imp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType
    from typing import Any

ALIAS = "<frozen importlib._bootstrap>"
MODULE_ALIAS = "importlib._bootstrap"
PACKAGE = __name__.partition(".")[0]
PARTS = tuple(
    f"{PACKAGE}.{part}"
    for part in ("_engine", "_bootstrap", "classes", "joined", "private", "process", "system")
)
# In a wheel, where the engine is one module, this is all of its code.
KEPT_CODE = "joined_code"
FUNCTION_TYPE = type(lambda: None)


class Disguise:
    """Renames the files of all code in the engine, and the modules that it runs in."""

    def __init__(self) -> None:
        self._renamed: list[tuple[CodeType, str]] = []
        self._namespaces: list[tuple[dict[str, Any], str]] = []

    def do(self) -> None:
        """Every function's code names another file."""
        namespaces = [vars(m) for name, m in sys.modules.items() if name.startswith(PARTS)]
        for namespace in namespaces:
            for code in codes_in(namespace):
                self._renamed.append((code, code.co_filename))
                rename(code, ALIAS)  # and that of all code in it
        for namespace in namespaces:
            self._namespaces.append((namespace, namespace["__name__"]))
            namespace["__name__"] = MODULE_ALIAS

    def undo(self) -> None:
        """The files and the names as they were."""
        while self._renamed:
            code, file = self._renamed.pop()
            rename(code, file)
        while self._namespaces:
            namespace, name = self._namespaces.pop()
            namespace["__name__"] = name


def codes_in(namespace: "dict[str, Any]") -> "Iterator[CodeType]":
    """The code that a module of the engine defines; with each comes what is in it."""
    if KEPT_CODE in namespace:
        yield namespace[KEPT_CODE]
        return
    home = namespace["__name__"]
    for thing in tuple(namespace.values()):
        if isinstance(thing, (FUNCTION_TYPE, type)) and thing.__module__ == home:
            yield from codes_of(thing)


def codes_of(thing: "Any") -> "Iterator[CodeType]":
    """The code of a function, or of the functions that make up a class."""
    if isinstance(thing, FUNCTION_TYPE):
        yield thing.__code__
    elif isinstance(thing, (classmethod, staticmethod)):
        yield from codes_of(thing.__func__)
    elif isinstance(thing, property):
        yield from (each.__code__ for each in (thing.fget, thing.fset) if each is not None)
    elif isinstance(thing, type):
        for member in vars(thing).values():
            if not isinstance(member, type):
                yield from codes_of(member)


def rename(code: "CodeType", file: str) -> None:
    """Give code, and all code in it, another file name."""
    imp._fix_co_filename(code, file)  # type: ignore[attr-defined]
