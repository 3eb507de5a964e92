"""A folder with notebooks beside its modules: ``notebooks:/home/me/analysis``.

A notebook ``report.ipynb`` is the module ``report.py``, unless there is one.  Scripts with cells
(``# %%``) may hold magics, too; other files are what they are.
"""

from ..errors import RefusedError
from ..source import Source
from .folder import FolderSource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..settings import Settings

SCHEME = "notebooks:"
NOTEBOOK = ".ipynb"
SOURCE = ".py"
CELL = b"# %%"
CHECKPOINTS = ".ipynb_checkpoints/"


class NotebooksSource(Source):
    """The files of a folder, and a module for each notebook in it."""

    is_local = True

    def __init__(self, entry: str, settings: "Settings") -> None:
        super().__init__(entry)
        self._library = settings.library
        self._folder = folder_in(entry)
        self._files = FolderSource(self._folder, settings)

    def list(self) -> "dict[str, str | None]":
        """Every file below, and the modules that notebooks make.  Raises OSError."""
        names = [name for name in self._files.list() if CHECKPOINTS not in name]
        return dict.fromkeys([*names, *map(module_of, filter(is_importable, names))])

    def read(self, name: str) -> bytes:
        """All bytes of a file, or the cells of a notebook as source.

        Raises FileNotFoundError, OSError; RefusedError for a notebook that is none, or in another
        language.
        """
        try:
            data = self._files.read(name)
        except FileNotFoundError:
            if not name.endswith(SOURCE):
                raise
            return self._cells(name.removesuffix(SOURCE) + NOTEBOOK)
        return self._script(name, data) if name.endswith(SOURCE) and CELL in data else data

    def stamp(self, name: str) -> str:
        """What changes with one file.  Raises OSError."""
        return self._files.stamp(name)

    def _cells(self, name: str) -> bytes:
        from .notebook_cells import source_of

        data = self._files.read(name)
        return self._told(name, *source_of(f"{self._folder}/{name}", data, self._library))

    def _script(self, name: str, data: bytes) -> bytes:
        from .notebook_magics import plain_script

        return self._told(name, *plain_script(data))

    def _told(self, name: str, source: bytes, left_out: "Sequence[int]") -> bytes:
        """The source; a warning tells in which lines something is left out."""
        if left_out:
            file = f"{self._folder}/{name}"
            shown = ", ".join(map(str, left_out))
            message = f"left out, for it is no Python: line {shown} of {file}"
            self._library("warnings").warn_explicit(message, ImportWarning, file, left_out[0])
        return source


def is_importable(name: str) -> bool:
    """Could the notebook be a module?"""
    stem = name.rpartition("/")[2].removesuffix(NOTEBOOK)
    return name.endswith(NOTEBOOK) and stem.isidentifier()


def module_of(name: str) -> str:
    """The name of the module's file that stands for a notebook.

    >>> module_of("reports/year.ipynb")
    'reports/year.py'
    """
    return name.removesuffix(NOTEBOOK) + SOURCE


def folder_in(entry: str) -> str:
    """The folder that an entry names.  Raises RefusedError for a relative path."""
    folder = entry.removeprefix(SCHEME).removeprefix("//")
    if not folder.startswith("/"):
        raise RefusedError(f"{entry}: write {SCHEME}, then an absolute path", entry=entry)
    return folder
