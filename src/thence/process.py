"""The interpreter's own import system: a live view of ``sys``."""

import sys

from ._engine.state import ProcessState
from ._engine.suffixes import Suffixes
from .classes import interpreters_modules
from .system import ImportSystem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType


class ProcessSystem(ImportSystem):
    """The import system that the interpreter's own state belongs to.

    Its collections are those of ``sys``, looked up at each use.  Importing through it works
    whether thence is installed or not: it asks whichever finders are on ``sys.meta_path``.
    """

    def __init__(self) -> None:
        _, external = interpreters_modules()
        self._plug(ProcessState(), interpreters_suffixes(external), "thence.machinery")


def interpreters_suffixes(external: "ModuleType") -> Suffixes:
    """The interpreter's own lists, which programs know and may have added to."""
    return Suffixes(
        external.SOURCE_SUFFIXES, external.BYTECODE_SUFFIXES, external.EXTENSION_SUFFIXES
    )


process_system = ProcessSystem()
