"""The interpreter's own import system: a live view of ``sys``."""

from ._engine.bytecode.naming import FileNames
from ._engine.state import ProcessState
from .classes import interpreters_modules
from .system import ImportSystem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class ProcessSystem(ImportSystem):
    """The import system that the interpreter's own state belongs to.

    Its collections are those of ``sys``, looked up at each use.  Importing through it works
    whether thence is installed or not: it asks whichever finders are on ``sys.meta_path``.
    """

    def __init__(self) -> None:
        self._plug(ProcessState(), InterpretersFileNames(), "thence.machinery")


class InterpretersFileNames(FileNames):
    """The interpreter's own lists, and whatever somebody put in place of ``cache_from_source``.

    typeguard, beartype, jaxtyping and others do so while one of their modules is loaded.
    """

    def __init__(self) -> None:
        _, external = interpreters_modules()
        super().__init__(
            external.SOURCE_SUFFIXES, external.BYTECODE_SUFFIXES, external.EXTENSION_SUFFIXES
        )
        self._interpreters_own = external.cache_from_source

    def cache_from_source(self) -> "Callable[[str], str]":
        """The function in force: thence's, unless it was replaced in importlib."""
        _, external = interpreters_modules()
        found: Callable[[str], str] = external.cache_from_source
        return super().cache_from_source() if found is self._interpreters_own else found


process_system = ProcessSystem()
