"""Recording a part of a running program: ``with thence.trace() as t``."""

import sys
from time import perf_counter_ns

from .._engine import paths
from .._engine.primitives import os
from ..installing import Installation, install
from ..process import process_system
from . import writing
from .following import record, settings
from .memory import WAYS
from .streams import TRACED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .ends import Ends
    from .following import Settings
    from .recorder import Recorder
    from .recording import Recording

FOLDERS = (b"TMPDIR", b"TEMP", b"TMP")


class Trace:
    """A recording of this process, from ``with`` to its end; see ``trace``.

    ``path`` is its file; None where that is temporary.
    """

    def __init__(self, path: str | None, settings: "Settings") -> None:
        self.path = path
        self._settings = settings
        self._file = path if path is not None else temporary_name()
        self._parts: tuple[Recorder, Ends, Installation] | None = None
        self._recording: Recording | None = None

    def __enter__(self) -> "Trace":
        if self._parts is not None or self._recording is not None:
            raise RuntimeError("a trace records once: make another one by thence.trace()")
        writing.create(self._file)
        installation = install()
        try:
            parts = record(self._file, self._settings, TRACED)
        except BaseException:
            installation.uninstall()
            raise
        self._parts = (*parts, installation)
        return self

    def __exit__(self, *error: object) -> None:
        if self._parts is None:
            return
        recorder, ends, installation = self._parts
        process_system.dismiss(recorder)
        ends.end("stopped")
        installation.uninstall()

    @property
    def recording(self) -> "Recording":
        """What was recorded so far; all of it, when the ``with`` has ended."""
        if self._recording is not None:
            return self._recording
        from .loading import load

        if self._parts is not None:
            self._parts[0].flush()
        found = load(self._file)
        if self._parts is not None and not self._parts[1].is_watching:
            self._recording = found
            self._forget_file()
        return found

    def _forget_file(self) -> None:
        """A temporary file is of no use when it was read, or nobody can ask for it."""
        if self.path is None:
            try:
                os.unlink(self._file)
            except OSError:
                return

    def __del__(self) -> None:
        if self._recording is None and self._parts is not None:
            self._forget_file()

    def __repr__(self) -> str:
        return f"<Trace in {self._file}>"


def trace(
    path: "object | None" = None,
    *,
    memory: str | None = None,
    watch: bool = False,
    cached: bool = False,
) -> Trace:
    """Record the imports of this process, and of its forks, from ``with`` to its end.

    ``path`` (str or path-like) is the file to write, which must not exist; None: a temporary
    one.  ``memory`` is "rss" or "tracemalloc": the way to measure what each import adds.  With
    ``watch`` all modules are compared at each step.  With ``cached`` statements whose module is
    in the cache are known, too: ``builtins.__import__`` is another object meanwhile.

        with thence.trace() as t:
            import json
        for each in t.recording.imports():
            print(each.fullname, each.total_ns)

    thence is installed for the time being.  Raises ValueError for another ``memory``; entering
    raises OSError, FileExistsError among them, when the file cannot be made.
    """
    if memory is not None and memory not in WAYS:
        raise ValueError(f"memory is one of {', '.join(WAYS)}, not {memory!r}")
    file = None if path is None else paths.absolute(fspath(path))
    return Trace(file, settings(memory, is_watched=watch, has_cached=cached))


def fspath(path: object) -> str:
    """The text of a path.  Raises TypeError for what is none."""
    found = os.fspath(path)  # type: ignore[call-overload]
    return found if isinstance(found, str) else found.decode(sys.getfilesystemencoding())


def temporary_name() -> str:
    """A file that nobody else uses, in the folder for temporary files."""
    named = [os.environ[name] for name in FOLDERS if os.environ.get(name)]
    folder = named[0].decode(sys.getfilesystemencoding(), "surrogateescape") if named else "/tmp"
    return paths.join(folder, f"thence-{os.getpid()}-{perf_counter_ns()}.rec")
