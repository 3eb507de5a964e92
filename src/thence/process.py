"""The interpreter's own import system: a live view of ``sys``."""

import sys

from ._engine.state import ProcessState
from ._engine.suffixes import Suffixes
from .system import ImportSystem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

# What the interpreter's classes call their module: the file's own name, or the frozen one.
HOMES = (
    "_frozen_importlib",
    "_frozen_importlib_external",
    "importlib._bootstrap",
    "importlib._bootstrap_external",
)


class ProcessSystem(ImportSystem):
    """The import system that the interpreter's own state belongs to.

    Its collections are those of ``sys``, looked up at each use.  Importing through it works
    whether thence is installed or not: it asks whichever finders are on ``sys.meta_path``.
    """

    def __init__(self) -> None:
        modules = interpreters_modules()
        suffixes = interpreters_suffixes(modules[1])
        forerunners = interpreters_classes(modules)
        self._plug(ProcessState(), suffixes, "thence.machinery", forerunners)


def interpreters_modules() -> "tuple[ModuleType, ModuleType]":
    """Where the interpreter keeps its own import system, in two halves."""
    return sys.modules["_frozen_importlib"], sys.modules["_frozen_importlib_external"]


def interpreters_suffixes(external: "ModuleType") -> Suffixes:
    """The interpreter's own lists, which programs know and may have added to."""
    return Suffixes(
        external.SOURCE_SUFFIXES, external.BYTECODE_SUFFIXES, external.EXTENSION_SUFFIXES
    )


def interpreters_classes(modules: "tuple[ModuleType, ...]") -> dict[str, type]:
    """The interpreter's classes of finders, loaders and specs, by name."""
    return {
        name: each
        for module in modules
        for name, each in vars(module).items()
        if isinstance(each, type) and each.__name__ == name and each.__module__ in HOMES
    }


process_system = ProcessSystem()
