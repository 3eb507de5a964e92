"""From the start of a program to its end: watches, and reports when something went wrong.

``begin``, ``ready`` and ``end`` are hooks of the launcher.
"""

import sys

# Kept: a program may have taken it away.
from builtins import Exception  # noqa: A004

import thence

from .._engine.primitives import marshal, os
from .after_the_end import tell_of_late_imports
from .collecting import Case, texts
from .consulting import Consultation
from .deadline import Deadline
from .leaving import built_in, tell_of_forks, tell_of_leaving
from .shown_errors import ShownErrors
from .threads import describe_threads
from .watching import Watcher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HUNG = 124  # the exit status for a program that took too long, as of timeout(1)


class Reporter(Watcher):
    """Watches one process, from before ``site`` to its last exit handler.

    ``word`` is the argument of the hooks: the command's options, and a mark by which the
    processes of this program are known.
    """

    def __init__(self, word: str) -> None:
        super().__init__()
        options = marshal.loads(bytes.fromhex(word))
        self.errors = ShownErrors(self)
        self.errors.listen()
        self.consultation = Consultation(options)
        self.case = Case(self, self.errors)
        self.failed_exit = False
        self.deadline = Deadline(options)
        self._word = word
        # Kept from before the program can change them.
        self._leave = os._exit
        self._signals = sys.modules.get("_signal")

    def program_begins(self) -> None:
        """What was set up until now is no change of the program's doing."""
        self.started = True
        self.memory.look_again()
        self.case.open()
        self.deadline.watch(self.program_hangs)

    def program_was_forked(self) -> None:
        """This is a child: what its parent has met is not for it to tell."""
        self.consultation.move_in()
        self.errors.rows.clear()
        self.case.open()
        self.failed_exit = False
        self.interrupted.clear()
        self.deadline.watch(self.program_hangs)

    def program_ended(self, error: BaseException | None) -> None:
        """Take what there is to know of the error while it is at hand."""
        self.memory.compare()
        if isinstance(error, KeyboardInterrupt):
            self.failed_exit = True
            self.errors.note(error, "hung")
            self.case.close(self.interrupted or describe_threads())
            return
        if isinstance(error, SystemExit):
            self.failed_exit = error.code not in (None, 0)
            if isinstance(error.code, str):
                self.errors.note(error, "exit")
            elif self.failed_exit:
                self.errors.note(error.__cause__ or error.__context__, "exit")
        elif error is not None:
            self.failed_exit = True
            self.errors.note(error, "uncaught")
        self.errors.note_last(getattr(sys, "last_value", None))
        self._close()

    def program_leaves(self, status: int) -> None:
        """It calls ``os._exit``: no exit handler comes."""
        self.memory.compare()
        if status and not self.case.closed:
            self.failed_exit = True
            self.errors.note(sys.exc_info()[1], "exit")
        self._close()
        self.process_ends()

    def _close(self) -> None:
        if self.failed_exit or self.errors.anything_shown:
            self.case.close(self.interrupted)

    def program_hangs(self) -> None:
        """It takes too long: say what its threads are doing, and end it."""
        said = f"still running after {self.deadline.seconds:g} seconds"
        self.failed_exit = True
        self.errors.note(TimeoutError(said), "hung")
        self.case.close(describe_threads())
        self.quietly(self.say)
        self.failed_exit = False
        if not self.deadline.is_of_child:
            self.quietly(self.deadline.end_family, self._word)
            self._leave(HUNG)

    def process_ends(self) -> None:
        """The last exit handler: all that the program had to say was said.

        A thread may have gone on after the program's last line, and failed.
        """
        if not self.case.closed:
            self.memory.compare()
            self._close()
        if self.case.closed and self._signals is not None:
            # Left to itself, the process would have ended before an alarm that is set.
            self._signals.setitimer(self._signals.ITIMER_REAL, 0)
        self.say()
        self.memory.let_go()
        tell_of_late_imports(self.consultation, texts(sys.path))

    def say(self) -> None:
        """Have the doctor say what he finds, once."""
        if self.case.closed:
            facts = self.case.facts(failed=self.failed_exit, is_child=self.deadline.is_of_child)
            self.errors.rows.clear()
            self.case.open()
            self.consultation.report(facts)

    def quietly(self, act: "Any", *arguments: "Any") -> None:
        """Do it; a mistake of ours must not harm the program, nor the program's harm us."""
        taken = self.builtins.put_back(replaced=True)
        try:
            act(*arguments)
        except Exception:
            if os.environ.get(b"THENCE_DOCTOR_DEBUG"):
                raise
        finally:
            self.builtins.take_away(taken)


def begin(word: str) -> None:
    """Thence is in force, site was not imported: start to watch."""
    reporter = Reporter(word)
    thence.process_system.attend(reporter)
    built_in("atexit").register(reporter.quietly, reporter.process_ends)
    tell_of_leaving(lambda status: reporter.quietly(reporter.program_leaves, status))
    tell_of_forks(lambda: reporter.quietly(reporter.program_was_forked))


def ready(_word: str) -> None:
    """The program comes next."""
    for reporter in reporters():
        reporter.quietly(reporter.program_begins)


def end(_word: str) -> None:
    """The program ended: the error, if there is one, is being handled right now."""
    error = sys.exc_info()[1]
    for reporter in reporters():
        reporter.quietly(reporter.program_ended, error)


def reporters() -> "list[Reporter]":
    """The reporter of this process.

    By its class: the program may have taken ``isinstance`` away.
    """
    return [each for each in thence.process_system.attendants if each.__class__ is Reporter]
