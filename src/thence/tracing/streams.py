"""One process's part of a recording's file."""

import sys
from time import perf_counter_ns as now
from time import time

from .._engine.primitives import os
from . import writing
from .rows import SIZES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

STARTED, FORKED, TRACED = "started", "forked", "traced"


class Stream:
    """Appends frames for one process; a fork gets one of its own.

    ``settings`` are facts about the recording that are the same in all processes.
    """

    def __init__(self, path: str, settings: "dict[str, Any]") -> None:
        self.path = path
        self._settings = settings
        self._number = 0
        self.key = (0, 0)

    def begin(self, how: str) -> None:
        """Introduce the process.  Raises OSError."""
        parent = self.key if how == FORKED else None
        self._number = 0
        self.key = (os.getpid(), now())
        self._append(writing.PROCESS, {**facts(how), **self._settings, "forked_from": parent})

    def write(self, rows: "list[Any]") -> None:
        """Append rows.  Raises OSError."""
        self._append(writing.ROWS, rows)

    def _append(self, kind: str, data: "Any") -> None:
        writing.append(self.path, writing.frame(kind, self.key, self._number, data))
        self._number += 1


def facts(how: str) -> "dict[str, Any]":
    """What there is to know of this process."""
    return {
        "how": how,
        "pid": os.getpid(),
        "parent_pid": os.getppid(),
        "began_at": time(),
        "argv": list(sys.argv),
        "executable": sys.executable,
        "version": sys.version.split()[0],
        "implementation": sys.implementation.name,
        "directory": directory(),
        "sys_path": [entry for entry in sys.path if isinstance(entry, str)],
        "prefixes": [sys.prefix, sys.base_prefix, getattr(sys, "_stdlib_dir", None) or ""],
        "sizes": SIZES,
        "loaded_before": [] if how == FORKED else list(sys.modules),
    }


def directory() -> str | None:
    """The working directory; None where there is none any more."""
    try:
        return os.getcwd()
    except OSError:
        return None
