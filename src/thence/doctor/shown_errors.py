"""Errors that a program shows and survives: by ``traceback``, by a prompt, by pytest.

pdb, IPython and pytest catch what they run; nothing of it reaches the end of the program.
"""

from .._engine.tracebacks import HOMES
from .describing_errors import describe_error, message_of
from .taps import TAPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .taps import Tap
    from .watching import Watcher

    Facts = dict[str, Any]

MOST = 20
# What is executed as a program, and not imported.
PROGRAMS = ("__main__", "__mp_main__")
# The engine's frames while thence is installed, and when it is not.
ENGINE = ("<frozen importlib._bootstrap", HOMES[0] + "_engine")


class ShownErrors:
    """Keeps the facts of errors that are shown, the last ones."""

    def __init__(self, watcher: "Watcher") -> None:
        # Rows of facts as ``describe_error`` makes them, with "how" they were shown.
        self.rows: list[Facts] = []
        self._watcher = watcher
        # The id of the last error of which somebody said that it is no failure.
        self._expected = 0

    def listen(self) -> None:
        """Begin to hear of them."""
        for module, tap in TAPS.items():
            self._watcher.tell_when_loaded(module, self._tapping(tap))

    def _tapping(self, tap: "Tap") -> "Callable[[Any], Any]":
        return lambda module: tap(module, self.note)

    def note(self, error: object, how: str) -> None:
        """Keep an error; the same one counts once.  Nothing here may harm who shows it."""
        if how == "expected":
            self._expected = id(error)
            return
        try:
            for each in single(error):
                broken_off = isinstance(each, KeyboardInterrupt) and self._watcher.interrupted
                self._keep(each, "hung" if broken_off else how)
        except Exception:  # noqa: BLE001 - whatever an error of the user's does when it is read
            return

    def note_last(self, error: object) -> None:
        """Keep what is left in ``sys.last_value``; pytest leaves expected failures there, too."""
        if id(error) != self._expected:
            self.note(error, "last")

    def _keep(self, error: BaseException, how: str) -> None:
        facts = {**describe_error(error), "how": how}
        facts["is_import"] = happens_in_import(error) or self._failed_an_import(facts)
        same = [row for row in self.rows if is_same(row, facts)]
        if same:
            same[0]["how"] = min(same[0]["how"], how, key=HOWS.index)
            return
        self.rows.append(facts)
        del self.rows[:-MOST]

    def _failed_an_import(self, facts: "Facts") -> bool:
        """Was an import broken off by it?  A SyntaxError's traceback shows none of the module."""
        return any(is_same_kind(row, facts) for row in self._watcher.failures)

    @property
    def anything_shown(self) -> bool:
        """Was an error shown to somebody, and not only made into a text?"""
        return any(row["how"] != "formatted" for row in self.rows)


# How an error came to be known, the most telling first.
HOWS = ("hung", "uncaught", "exit", "last", "thread", "collected", "shown", "formatted")


def single(error: object) -> "list[BaseException]":
    """The errors that a group holds, or the error itself; none, if it is no error."""
    if isinstance(error, BaseExceptionGroup):
        return [each for member in error.exceptions for each in single(member)]
    return [error] if isinstance(error, BaseException) else []


def is_same_kind(one: "Facts", other: "Facts") -> bool:
    """Do both say the same?"""
    return all(one[name] == other[name] for name in ("type", "message"))


def is_same(one: "Facts", other: "Facts") -> bool:
    """Are these the facts of one error, or of one that was raised again?"""
    return is_same_kind(one, other) and one["name"] == other["name"]


def happens_in_import(error: BaseException) -> bool:
    """Was the error raised by an import, or by a module's code while it was imported?"""
    if isinstance(error, ImportError):
        return True
    entry = error.__traceback__
    while entry is not None:
        code, names = entry.tb_frame.f_code, entry.tb_frame.f_globals
        # What runpy or a notebook executes has no spec, or is the program.
        is_imported = names.get("__spec__") is not None and names.get("__name__") not in PROGRAMS
        if code.co_name == "<module>" and is_imported:
            return True
        if code.co_filename.startswith(ENGINE):
            return True
        entry = entry.tb_next
    return bool(message_of(error)) and "circular import" in message_of(error)
