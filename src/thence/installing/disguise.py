"""The engine's code under the file and module names of the interpreter's own import system.

While thence is installed, the interpreter cuts the engine's frames from tracebacks, ``warnings``
does not count them, debuggers and tracers skip them where they are told to skip importlib.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType, ModuleType
    from typing import Any

CORE = "<frozen importlib._bootstrap>"
EXTERNAL = "<frozen importlib._bootstrap_external>"
PACKAGE = __name__.partition(".")[0]
CORE_PARTS = tuple(
    f"{PACKAGE}.{part}" for part in ("_engine", "_bootstrap", "classes", "process", "system")
)
EXTERNAL_PARTS = tuple(
    f"{PACKAGE}.{part}"
    for part in (
        "_bootstrap_external",
        "_engine.bytecode",
        "_engine.finders",
        "_engine.loaders",
        "_engine.paths",
    )
)
FUNCTION_TYPE = type(lambda: None)


class Disguise:
    """Renames the files of all code in the engine, and the modules that it runs in."""

    def __init__(self) -> None:
        self._renamed: list[tuple[Any, CodeType]] = []
        self._namespaces: list[tuple[dict[str, Any], str]] = []

    def do(self) -> None:
        """Every function's code is replaced by a copy that names another file."""
        for name, module in list(sys.modules.items()):
            if name.startswith(CORE_PARTS):
                file = EXTERNAL if name.startswith(EXTERNAL_PARTS) else CORE
                for function in functions_of(module):
                    self._renamed.append((function, function.__code__))
                    function.__code__ = renamed(function.__code__, file)
                self._namespaces.append((vars(module), name))
                vars(module)["__name__"] = file.removeprefix("<frozen ").removesuffix(">")

    def undo(self) -> None:
        """The code and the names as they were."""
        while self._renamed:
            function, code = self._renamed.pop()
            function.__code__ = code
        while self._namespaces:
            namespace, name = self._namespaces.pop()
            namespace["__name__"] = name


def functions_of(module: "ModuleType") -> "Iterator[Any]":
    """The functions and methods that a module defines."""
    for thing in list(vars(module).values()):
        if getattr(thing, "__module__", None) != module.__name__:
            continue
        if isinstance(thing, FUNCTION_TYPE):
            yield thing
        elif isinstance(thing, type):
            for member in list(vars(thing).values()):
                yield from functions_in(member)


def functions_in(member: "Any") -> "Iterator[Any]":
    """The functions behind one attribute of a class."""
    if isinstance(member, (classmethod, staticmethod)):
        member = member.__func__
    if isinstance(member, property):
        yield from (each for each in (member.fget, member.fset) if each is not None)
    elif isinstance(member, FUNCTION_TYPE):
        yield member


def renamed(code: "CodeType", file: str) -> "CodeType":
    """A copy of a code object, and of those in it, that names another file."""
    inner = tuple(
        renamed(each, file) if isinstance(each, type(code)) else each for each in code.co_consts
    )
    return code.replace(co_filename=file, co_consts=inner)
