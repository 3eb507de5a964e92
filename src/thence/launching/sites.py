"""The import of ``site``, which the interpreter itself was told to leave out."""

import sys

from .._engine.primitives import os
from .ending import display, without_own_frames, write

STATE = "core initialized" if sys.version_info >= (3, 15) else "initialized"
FATAL = (
    "Fatal Python error: init_import_site: Failed to import the site module\n"
    f"Python runtime state: {STATE}\n"
)


def import_site() -> None:
    """Import ``site``, unless the user gave -S; an error ends the process, as at any start."""
    if sys.flags.no_site:
        return
    try:
        import site  # noqa: F401 - its import is what counts
    except BaseException as error:  # noqa: BLE001 - the interpreter gives up on any
        give_up(error)


def give_up(error: BaseException) -> None:
    """Say what the interpreter says, and leave without further ado."""
    error.__traceback__ = without_own_frames(error.__traceback__, error)
    write(FATAL)
    display(error)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(1)
