"""From the start of a program to its end: watches, and reports when something went wrong.

``begin``, ``ready`` and ``end`` are hooks of the launcher.
"""

import sys

import thence

from .._engine.primitives import imp, marshal, os
from .collecting import Case
from .consulting import Consultation
from .shown_errors import ShownErrors
from .threads import after, describe_threads
from .watching import Watcher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HUNG = 124  # the exit status for a program that took too long, as of timeout(1)


class Reporter(Watcher):
    """Watches one process, from before ``site`` to its last exit handler."""

    def __init__(self, options: "dict[str, Any]") -> None:
        super().__init__()
        self.errors = ShownErrors(self, self.error_was_shown)
        self.consultation = Consultation(options)
        self.case = Case(self, self.errors)
        self.failed_exit = False
        self._seconds: float | None = options.get("timeout")

    def program_begins(self) -> None:
        """What was set up until now is no change of the program's doing."""
        self.started = True
        self.memory.look_again()
        self.case.open()
        if self._seconds:
            after(self._seconds, self.program_hangs)

    def program_ended(self, error: BaseException | None) -> None:
        """Take what there is to know of the error while it is at hand."""
        self.memory.compare()
        if isinstance(error, KeyboardInterrupt):
            self.failed_exit = True
            self.errors.note(error, "hung")
            self.case.close(describe_threads())
            return
        if isinstance(error, SystemExit):
            self.failed_exit = error.code not in (None, 0)
            if isinstance(error.code, str):
                self.errors.note(error, "exit")
        elif error is not None:
            self.failed_exit = True
            self.errors.note(error, "uncaught")
        self.errors.note(getattr(sys, "last_value", None), "last")
        if self.failed_exit or self.errors.anything_shown:
            self.case.close()

    def error_was_shown(self) -> None:
        """A process that was forked has no exit handlers: what it shows is the last of it."""
        if self.consultation.is_of_parent():
            quietly(self._report_from_child)

    def _report_from_child(self) -> None:
        self.consultation.move_in()
        del self.errors.rows[:-1]
        self.case.close()
        self.process_ends()

    def program_hangs(self) -> None:
        """It takes too long: say what its threads are doing, and end it."""
        self.errors.note(TimeoutError(f"still running after {self._seconds:g} seconds"), "hung")
        self.case.close(describe_threads())
        self.process_ends()
        os._exit(HUNG)

    def process_ends(self) -> None:
        """The last exit handler: all that the program had to say was said."""
        if self.case.closed:
            self.consultation.report(self.case.facts(failed=self.failed_exit))


def begin(word: str) -> None:
    """Thence is in force, site was not imported: start to watch."""
    reporter = Reporter(marshal.loads(bytes.fromhex(word)))
    thence.process_system.attend(reporter)
    exit_handlers().register(quietly, reporter.process_ends)


def ready(_word: str) -> None:
    """The program comes next."""
    for reporter in reporters():
        quietly(reporter.program_begins)


def end(_word: str) -> None:
    """The program ended: the error, if there is one, is being handled right now."""
    error = sys.exc_info()[1]
    for reporter in reporters():
        quietly(reporter.program_ended, error)


def quietly(act: "Any", *arguments: "Any") -> None:
    """Do it; a mistake of ours must not harm the program."""
    try:
        act(*arguments)
    except Exception:
        if os.environ.get(b"THENCE_DOCTOR_DEBUG"):
            raise


def reporters() -> "list[Reporter]":
    """The reporter of this process."""
    return [each for each in thence.process_system.attendants if isinstance(each, Reporter)]


def exit_handlers() -> "Any":
    """The module ``atexit``, which is built in, without an entry in ``sys.modules``."""
    if "atexit" in sys.modules:
        return sys.modules["atexit"]
    spec = thence.process_system.machinery.ModuleSpec("atexit", None, origin="built-in")
    module = imp.create_builtin(spec)
    imp.exec_builtin(module)
    sys.modules.pop("atexit", None)
    return module
