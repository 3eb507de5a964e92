"""How an uncaught error is shown: without a frame of thence's."""

import sys

# Kept: a program may have taken them away when it ends.
from builtins import ImportError, getattr, isinstance, str, type  # noqa: A004, UP029

from .._engine import paths
from .starting import folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Any


MISSING = "missing"


def show_without_own_frames(
    *, leave: bool = False, first: "Callable[[], None] | None" = None
) -> None:
    """Stand in for ``sys.excepthook``, for the one error that now leaves the program.

    The interpreter does the rest itself: ``sys.last_exc``, the exit status, dying of SIGINT.
    With ``leave``, the process ends right after the error was shown.  ``first`` is called before.
    """
    Uncaught(getattr(sys, "excepthook", MISSING), leave=leave, first=first).stand_in()


class Uncaught:
    """Called by the interpreter in place of the program's own ``sys.excepthook``."""

    def __init__(
        self, hook: "Any", *, leave: bool = False, first: "Callable[[], None] | None" = None
    ) -> None:
        # MISSING: the program deleted its sys.excepthook.
        self.hook = hook
        self.leave = leave
        self.first = first

    def stand_in(self) -> None:
        """Be ``sys.excepthook``, until called."""
        sys.excepthook = self

    def step_aside(self) -> None:
        """Let the program's own hook be ``sys.excepthook`` again."""
        if self.hook is MISSING:
            del sys.excepthook
        else:
            sys.excepthook = self.hook

    def __call__(
        self,
        _kind: type[BaseException],
        error: BaseException,
        traceback: "TracebackType | None",
    ) -> None:
        """Show the error; the interpreter calls this once, with nothing below it."""
        self.step_aside()
        if self.first is not None:
            self.first()
        # The interpreter has set these already, from the untrimmed traceback.
        sys.last_traceback = error.__traceback__ = without_own_frames(traceback, error)
        self.show(error)
        if self.leave:
            raise SystemExit(1)

    def show(self, error: BaseException) -> None:
        """Show the error by the program's hook, as the interpreter would."""
        if self.hook is MISSING:
            write("sys.excepthook is missing\n")
            return display(error)
        try:
            self.hook(type(error), error, error.__traceback__)
        except SystemExit:
            raise
        except BaseException as failure:  # noqa: BLE001 - as the interpreter does
            show_both(failure, error)


def show_both(failure: BaseException, error: BaseException) -> None:
    """Report a hook that failed, and the error that it was to show."""
    failure.__traceback__ = without_own_frames(failure.__traceback__, failure)
    write("Error in sys.excepthook:\n")
    display(failure)
    write("\nOriginal exception was:\n")
    display(error)


def display(error: BaseException) -> None:
    """Show an error as the interpreter shows it where no hook is set."""
    sys.__excepthook__(type(error), error, error.__traceback__)


def tell_why_there_is_no_module(ended: SystemExit) -> None:
    """Let ``runpy`` say, of the module that it was to run, what the import's error has to add.

    It puts the error into one line, where a source that could not be asked stands in the notes.
    """
    reason: Any = ended.__context__
    if type(reason).__module__ != "runpy" or not isinstance(ended.code, str):
        return
    while type(reason).__module__ == "runpy":
        reason = reason.__cause__ or reason.__context__
    ended.code = "\n".join([ended.code, *getattr(reason, "__notes__", ())])


def without_own_frames(
    traceback: "TracebackType | None", error: BaseException
) -> "TracebackType | None":
    """The traceback of an error without this package's frames.

    They are the first ones, below the program, and the last one, where a process could not be
    started (``children.calls``), or a module not be had from a source.
    """
    own = own_folders(error)
    traceback = first = next_foreign(traceback, own)
    while traceback is not None:
        traceback.tb_next = next_foreign(traceback.tb_next, own)
        traceback = traceback.tb_next
    return first


def own_folders(error: BaseException) -> tuple[str, ...]:
    """Where the files lie whose frames tell nobody anything about an error.

    Those of sources only for what they say about a module, as the interpreter does with its own.
    """
    if not isinstance(error, ImportError):
        return (folder(),)
    return folder(), paths.join(paths.split(folder())[0], "sources")


def next_foreign(
    traceback: "TracebackType | None", own: tuple[str, ...]
) -> "TracebackType | None":
    """The traceback from the next frame whose file lies in none of these folders."""
    while traceback is not None and traceback.tb_frame.f_code.co_filename.startswith(own):
        traceback = traceback.tb_next
    return traceback


def write(text: str) -> None:
    """Write to standard error, if there is one."""
    if sys.stderr is not None:
        sys.stderr.write(text)
