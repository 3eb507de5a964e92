"""The moments at which a process ends, forks, or becomes another program."""

import builtins
import sys

from .._engine.observer import report
from .._engine.primitives import os
from ..launching.children.likeness import like
from ..process import process_system
from .recorder import Recorder
from .streams import FORKED, Stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from .import_function import ImportFunction

REPLACED = ("_exit", "execv", "execve")


class Ends:
    """Sees to it that a recorder writes what it has before it is too late."""

    def __init__(self, recorder: Recorder, stream: Stream) -> None:
        self._recorder: Recorder | None = recorder
        self._stream = stream
        self._import_function: ImportFunction | None = None
        self._replaced: list[tuple[Any, str, Any, Any]] = []

    @property
    def is_watching(self) -> bool:
        """Does the recording go on?"""
        return self._recorder is not None

    def watch(self) -> None:
        """Stand at each exit."""
        if self._recorder is not None:
            self._recorder.put_aside = self._put_aside  # type: ignore[method-assign]
        for name in REPLACED:
            self._replace(name)
        unseen("atexit").register(self.end, "exit")
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forked)

    def _replace(self, name: str) -> None:
        """Let one of the system's functions write first; where ``os`` took it over, too."""
        original = getattr(os, name, None)
        if original is None:
            return

        def replaced(*arguments: "Any", **options: "Any") -> "Any":
            self.write(name)
            return original(*arguments, **options)

        replaced.__name__ = name
        stand_in = like(original, replaced)
        for owner in (os, sys.modules.get("os")):
            if owner is not None and getattr(owner, name, None) is original:
                setattr(owner, name, stand_in)
                self._replaced.append((owner, name, original, stand_in))

    def know_cached(self) -> None:
        """Hear of the statements that the module cache serves, too, until the end."""
        recorder = self._recorder
        if recorder is None:
            return
        from .import_function import ImportFunction  # for those who ask

        function = ImportFunction(recorder, self._put_aside)
        self._import_function = function
        self._replaced.append((builtins, "__import__", function.__wrapped__, function))
        builtins.__import__ = recorder.lists.import_function = function

    def _put_aside(self, error: BaseException) -> None:
        """Something went wrong: the recording ends, the program goes on."""
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            process_system.dismiss(recorder)
            report(error, recorder)

    def _forked(self) -> None:
        recorder = self._recorder
        if recorder is None:
            return
        recorder.begin_anew()
        if self._import_function is not None:
            self._import_function.begin_anew()
        try:
            self._stream.begin(FORKED)
        except OSError as error:
            self._put_aside(error)

    def write(self, how: str) -> None:
        """Write everything: the process may be about to end."""
        recorder = self._recorder
        if recorder is None:
            return
        try:
            recorder.end(how)
        except Exception as error:  # noqa: BLE001 - the end of the program is its own
            report(error, recorder)

    def end(self, how: str) -> None:
        """Write everything, and leave the exits as they were."""
        self.write(how)
        self._recorder = None
        if self._import_function is not None:
            self._import_function.told = None
        unseen("atexit").unregister(self.end)
        while self._replaced:
            owner, name, original, stand_in = self._replaced.pop()
            if getattr(owner, name, None) is stand_in:
                setattr(owner, name, original)


def unseen(name: str) -> "ModuleType":
    """A module of the interpreter's own, which the program finds as if it were not loaded."""
    was_there = name in sys.modules
    module = __import__(name)
    if not was_there:
        sys.modules.pop(name, None)
    return module
