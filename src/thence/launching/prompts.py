"""Somebody types: what comes before the first prompt, and what the prompt is."""

import sys

from .._engine.primitives import os
from . import sources
from .ending import Uncaught, without_own_frames, write
from .path_zero import insert_path_zero
from .starting import prompt_is_a_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .command_line import CommandLine
    from .programs import Program

INVITATION = 'Type "help", "copyright", "credits" or "license" for more information.\n'


def prompt(line: "CommandLine", namespace: "dict[str, Any]") -> "Program":
    """What runs the prompt.

    Where it is the interpreter's own, that is nothing: the interpreter was given -i, and turns
    to the prompt by itself when start.py has ended.
    """
    if not prompt_is_a_module(line):
        prepare(line, namespace)
        return int, ()
    import_line_editor()
    prepare(line, namespace)
    call_interactive_hook()
    sys.audit("cpython.run_stdin")
    import runpy

    return runpy._run_module_as_main, ("_pyrepl", False)  # type: ignore[attr-defined]


def prepare(line: "CommandLine", namespace: "dict[str, Any]") -> None:
    """What comes before the prompt: the path, the header, the user's startup file."""
    insert_path_zero(line)
    show_header()
    file = None if sys.flags.ignore_environment else os.environ.get(b"PYTHONSTARTUP")
    if file:
        run_startup_file(file.decode(sys.getfilesystemencoding(), "surrogateescape"), namespace)


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
        with open(file, "rb") as opened:
            data = opened.read()
    except OSError as error:
        write("Could not open PYTHONSTARTUP\n")
        return show(error.with_traceback(None))
    namespace["__file__"], namespace["__cached__"] = file, None
    try:
        exec(sources.code_of_source(file, data), namespace)  # noqa: S102 - the user's own file
    except Exception as error:  # noqa: BLE001 - whatever it is, the prompt comes
        show(error)
    finally:
        for name in ("__file__", "__cached__"):
            namespace.pop(name, None)


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
    traceback = without_own_frames(error.__traceback__)
    Uncaught(sys.excepthook, sys.__excepthook__).show(error.with_traceback(traceback))
