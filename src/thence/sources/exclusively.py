"""One writer at a time, in a folder that several processes write to."""

from .._engine import paths
from .._engine.primitives import os
from .errors import LockError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .libraries import Libraries


class Exclusively:
    """One process at a time in a folder, as long as the ``with`` lasts.

    A process that dies lets go, and nothing is left in the folder.
    """

    def __init__(self, folder: str, library: "Libraries") -> None:
        self._folder = folder
        self._fcntl = None if paths.IS_WINDOWS else library("fcntl")
        self._descriptor: int | None = None

    def __enter__(self) -> None:
        if self._fcntl is None:
            return
        try:
            self._descriptor = os.open(self._folder, os.O_RDONLY)
        except OSError as error:
            message = f"cannot write to {self._folder}: {error.strerror}"
            raise LockError(message, entry=self._folder) from error
        try:
            self._fcntl.flock(self._descriptor, self._fcntl.LOCK_EX)
        except OSError as error:
            os.close(self._descriptor)
            message = f"cannot lock {self._folder} against other writers: {error.strerror}"
            raise LockError(message, entry=self._folder) from error

    def __exit__(self, *error: object) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
