"""Calls of fsspec's file systems: in time, and with their errors in this package's terms."""

from ..._engine.primitives import os, thread
from ..errors import RefusedError
from .fsspec_async import Patient
from .fsspec_systems import Systems
from .fsspec_urls import is_chained, is_local
from .library_errors import in_words
from .timed_calls import TimedCalls

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..settings import Settings

    # Is handed the file system, and the path of the URL's folder in it.
    Action = Callable[[Any, str], Any]

# What has no such file, whatever the reason.
ABSENT = (FileNotFoundError, IsADirectoryError, NotADirectoryError)


class Calls:
    """Lets the file system of a URL do something."""

    def __init__(self, url: str, settings: "Settings") -> None:
        self._url = url
        self._settings = settings
        self._systems = Systems(url, settings)
        # Process id -> who asks a file system that has one connection for all threads.
        self._locks: dict[int, Any] = {}
        self._timed = TimedCalls()

    def renew(self) -> None:
        """Forget what is known of the files."""
        self._systems.renew()

    def do(self, action: "Action", name: str) -> "Any":
        """What an action returns; ``name`` is the file that it is about, empty for the folder.

        Raises FileNotFoundError, TimeoutError, ConnectionError, RefusedError.
        """
        shown = f"{self._url}/{name}" if name else self._url
        try:
            return self._ended(action)
        except ABSENT:
            failure: OSError = FileNotFoundError(2, "no such file", shown)
        except RefusedError:
            raise
        except Exception as error:  # noqa: BLE001 - they raise what their libraries raise
            # Not a plain OSError: inside an archive that would be one of its library's.
            kind = TimeoutError if isinstance(error, TimeoutError) else ConnectionError
            failure = kind(f"{shown}: {in_words(error, self._settings.library)}")
        raise failure  # not chained to the library's

    def _ended(self, action: "Action") -> "Any":
        """What it does in time.  No source is asked for what it imports meanwhile."""
        apart, seconds = self._settings.library.apart, self._settings.limits.seconds
        if thread.get_ident() == thread_of_loops(self._settings):
            # A library imports something in the thread that has to fetch it: that would hang.
            raise OSError("asked for by what is needed to read it")
        is_async = apart(self._systems.load)
        if is_local(self._url):
            return apart(self._one_by_one, action)
        if is_async and not is_chained(self._url):
            return apart(lambda: action(*self._patient(seconds)))
        try:
            return self._timed.do(lambda: apart(self._one_by_one, action), seconds)
        except TimeoutError:
            # Whoever did not answer has the file system, and its lock, for ever.
            self._systems.forget()
            self._locks.pop(os.getpid(), None)
            raise

    def _one_by_one(self, action: "Action") -> "Any":
        with self._locks.setdefault(os.getpid(), thread.allocate_lock()):
            return action(*self._systems.of_this_process())

    def _patient(self, seconds: float) -> "tuple[Any, str]":
        system, root = self._systems.of_this_process()
        return Patient(system, seconds), root


def thread_of_loops(settings: "Settings") -> int | None:
    """The thread in which fsspec's asynchronous file systems work, if there is one."""
    asyn = settings.library("sys").modules.get("fsspec.asyn")
    worker = None if asyn is None else asyn.iothread[0]
    return None if worker is None else worker.ident
