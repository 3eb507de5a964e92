"""``thence.explain`` and ``thence.install(explain=True)``: the doctor in a running program."""

import sys

import thence

from .collecting import Case, describe_failure
from .consulting import Consultation
from .describing_errors import message_of
from .finding import Finding
from .shown_errors import ShownErrors, happens_in_import, single
from .taps import TAPS
from .watching import Watcher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from ..system import ImportSystem
    from .taps import Replacement

# Who ends a program or a thread so, does not ask why.
STOPS = (SystemExit, KeyboardInterrupt, GeneratorExit)
MOST_NOTED = 50  # errors that differ; each costs a start of the doctor's interpreter


def explain(error: BaseException) -> "list[Finding]":
    """What the doctor finds for an exception, the best first; empty when he knows nothing.

    Each finding has ``code``, ``name``, ``cause``, ``culprit`` (``file``, ``line``,
    ``distribution``, ``version``), ``evidence``, ``mends`` and ``certain``.  After
    ``install(explain=True)`` he also knows what happened before.

    Raises TypeError for what is no exception.
    """
    if not isinstance(error, BaseException):
        raise TypeError(f"explain() takes an exception, not {type(error).__name__}")
    attending = thence.process_system.attendants
    noting = next((each for each in attending if isinstance(each, Noting)), None)
    facts = noting.facts_of(error) if noting else describe_failure(single(error))
    return [Finding.from_dict(each) for each in Consultation({}).findings(facts)]


class Noting(Watcher):
    """Remembers what happens, and adds what the doctor finds to errors, before they are shown.

    That is in ``sys.excepthook``, at the end of a thread, and where ``traceback`` prints or
    formats an error (``logging`` and most hooks of others do).
    """

    def __init__(self) -> None:
        super().__init__()
        self.errors = ShownErrors(self)
        self.case = Case(self, self.errors)
        self._hook: Any = None
        self._replacements: list[Replacement] = []
        # The notes of errors that were looked at, by their type and what they say.
        self._notes: dict[tuple[type, str], list[str]] = {}

    def attach(self, system: "ImportSystem") -> None:
        """Begin."""
        self.started = True
        self.case.open()
        system.attend(self)
        self._hook, sys.excepthook = sys.excepthook, self.note_and_show
        for module in ("traceback", "threading"):
            self.tell_when_loaded(module, self._tap)

    def _tap(self, module: "Any") -> None:
        self._replacements += TAPS[module.__name__](module, self.error_is_shown)

    def detach(self, system: "ImportSystem") -> None:
        """End; a hook that somebody has set since then stays."""
        system.dismiss(self)
        if sys.excepthook == self.note_and_show:
            sys.excepthook = self._hook
        while self._replacements:
            self._replacements.pop().undo()

    def note_and_show(
        self,
        kind: type[BaseException],
        error: BaseException,
        traceback: "TracebackType | None",
    ) -> None:
        """Be ``sys.excepthook``: add the notes, and hand on to the one that was there."""
        self.error_is_shown(error, "uncaught")
        self._hook(kind, error, traceback)

    def error_is_shown(self, error: object, how: str) -> None:
        """Add the best finding to an error, or to each of a group, that imports may have caused.

        Of errors that the program has caught itself, those are that an import has raised.
        """
        is_caught = how in ("shown", "formatted")
        try:
            for each in single(error):
                if happens_in_import(each) or not (is_caught or isinstance(each, STOPS)):
                    self._add_notes(each)
        except Exception:  # noqa: BLE001 - the error itself must be shown, whatever happens here
            return

    def _add_notes(self, error: BaseException) -> None:
        known = type(error), message_of(error)
        if known not in self._notes and len(self._notes) < MOST_NOTED:
            self._notes[known] = []  # while it is looked at: what is shown meanwhile is no news
            self._notes[known] = [note_of(finding) for finding in explain(error)[:1]]
        for note in self._notes.get(known, ()):
            if note not in getattr(error, "__notes__", ()):
                error.add_note(note)

    def facts_of(self, error: BaseException) -> "dict[str, Any]":
        """The facts of an error, with what was heard before."""
        self.memory.compare()
        self.errors.rows.clear()
        self.errors.note(error, "uncaught")
        self.case.close(self.interrupted)
        return self.case.facts(failed=True)


def note_of(finding: Finding) -> str:
    """A finding as the note of an exception."""
    mends = "".join(f"\n  mend: {mend}" for mend in finding.mends[:2])
    guess = "" if finding.certain else " (a guess to check)"
    said = f"{finding.code} {finding.name}{guess}: {finding.cause}"
    return f"{said}\n  culprit: {finding.culprit}{mends}"
