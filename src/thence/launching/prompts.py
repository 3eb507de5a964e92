"""Somebody types: what comes before the first prompt."""

import sys

from .._engine import paths
from .._engine.primitives import os
from . import sources
from .ending import Uncaught, without_own_frames, write
from .main_names import be_file, forget_file
from .path_zero import insert_path_zero

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .command_line import CommandLine

INVITATION = 'Type "help", "copyright", "credits" or "license" for more information.\n'


def begin_prompt(line: "CommandLine", namespace: "dict[str, Any]", *, as_module: bool) -> None:
    """What comes before the prompt: the path, the header, the user's startup file.

    For the prompt that is a module, also what the interpreter else does for its own.
    """
    if as_module:
        import_line_editor()
    insert_path_zero(line)
    show_header()
    file = None if sys.flags.ignore_environment else os.environ.get(b"PYTHONSTARTUP")
    if file:
        run_startup_file(file.decode(sys.getfilesystemencoding(), "surrogateescape"), namespace)
    if as_module:
        call_interactive_hook()
        sys.audit("cpython.run_stdin")


def show_header() -> None:
    """The interpreter's version, unless -q; with -v the interpreter has said it already."""
    if sys.flags.quiet or sys.flags.verbose:
        return
    write(f"Python {sys.version} on {sys.platform}\n")
    if not sys.flags.no_site:
        write(INVITATION)


def import_line_editor() -> None:
    """Load what makes the prompt editable, before the user's folder is on the path."""
    if sys.flags.isolated:
        return
    try:
        import readline  # noqa: F401 - works by being imported
    except ImportError:
        return
    import rlcompleter  # noqa: F401 - works by being imported


def run_startup_file(file: str, namespace: "dict[str, Any]") -> None:
    """Run the file in __main__; an error is shown, and the prompt comes nevertheless."""
    sys.audit("cpython.run_startup", file)
    try:
        data = paths.read_file(file)
    except OSError as error:
        write("Could not open PYTHONSTARTUP\n")
        return show(error.with_traceback(None))
    be_file(namespace, file)
    try:
        exec(sources.code_of_source(file, data), namespace)
    except Exception as error:  # noqa: BLE001 - whatever it is, the prompt comes
        show(error)
    finally:
        forget_file(namespace)


def call_interactive_hook() -> None:
    """Call what ``site`` left for the moment before the first prompt."""
    hook = getattr(sys, "__interactivehook__", None)
    if hook is None:
        return
    sys.audit("cpython.run_interactivehook", hook)
    try:
        hook()
    except Exception as error:  # noqa: BLE001 - whatever it is, the prompt comes
        write("Failed calling sys.__interactivehook__\n")
        show(error)


def show(error: BaseException) -> None:
    """Show an error as the interpreter shows one that nobody caught."""
    traceback = without_own_frames(error.__traceback__, error)
    Uncaught(sys.excepthook).show(error.with_traceback(traceback))
