"""``thence.explain`` and ``thence.install(explain=True)``: the doctor in a running program."""

import sys

import thence

from .collecting import Case, describe_failure, names_in
from .consulting import Consultation
from .describing_errors import describe_error
from .finding import Finding
from .shown_errors import ShownErrors, happens_in_import
from .watching import Watcher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from ..system import ImportSystem


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
    facts = noting.facts_of(error) if noting else describe_failure(error)
    return [Finding.from_dict(each) for each in Consultation({}).findings(facts)]


class Noting(Watcher):
    """Remembers what happens, and adds what the doctor finds to an error that nobody catches."""

    def __init__(self) -> None:
        super().__init__()
        self._hook: Any = None

    def attach(self, system: "ImportSystem") -> None:
        """Begin."""
        self.started = True
        system.attend(self)
        self._hook, sys.excepthook = sys.excepthook, self.note_and_show

    def detach(self, system: "ImportSystem") -> None:
        """End; a hook that somebody has set since then stays."""
        system.dismiss(self)
        if sys.excepthook == self.note_and_show:
            sys.excepthook = self._hook

    def note_and_show(
        self,
        kind: type[BaseException],
        error: BaseException,
        traceback: "TracebackType | None",
    ) -> None:
        """Be ``sys.excepthook``: add the notes, and hand on to the one that was there."""
        try:  # noqa: SIM105 - contextlib is not to be loaded
            self.add_notes(error)
        except Exception:  # noqa: BLE001 - the error itself must be shown, whatever happens here
            pass
        self._hook(kind, error, traceback)

    def add_notes(self, error: BaseException) -> None:
        """Add the best finding to an error that imports have to do with."""
        if not happens_in_import(error) and not names_in(describe_error(error)):
            return
        for finding in explain(error)[:1]:
            error.add_note(note_of(finding))

    def facts_of(self, error: BaseException) -> "dict[str, Any]":
        """The facts of an error, with what was heard before."""
        self.memory.compare()
        errors = ShownErrors(self)
        errors.note(error, "uncaught")
        case = Case(self, errors)
        case.open()
        case.close()
        return case.facts(failed=True)


def note_of(finding: Finding) -> str:
    """A finding as the note of an exception."""
    mends = "".join(f"\n  mend: {mend}" for mend in finding.mends[:2])
    guess = "" if finding.certain else " (a guess to check)"
    said = f"{finding.code} {finding.name}{guess}: {finding.cause}"
    return f"{said}\n  culprit: {finding.culprit}{mends}"
