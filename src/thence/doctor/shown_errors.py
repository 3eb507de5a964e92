"""Errors that a program shows and survives: by ``traceback``, by a prompt, by pytest.

pdb, IPython and pytest catch what they run; nothing of it reaches the end of the program.
"""

import sys

from .._engine.tracebacks import HOMES
from .describing_errors import describe_error, message_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .watching import Watcher

    Facts = dict[str, Any]

MOST = 20
# What is executed as a program, and not imported.
PROGRAMS = ("__main__", "__mp_main__")
# The engine's frames while thence is installed, and when it is not.
ENGINE = ("<frozen importlib._bootstrap", HOMES[0] + "_engine")


class ShownErrors:
    """Keeps the facts of errors that are shown, the last ones.

    ``after_shown()`` is called when one was printed.
    """

    def __init__(
        self, watcher: "Watcher", after_shown: "Callable[[], None] | None" = None
    ) -> None:
        # Rows of facts as ``describe_error`` makes them, with "how" they were shown.
        self.rows: list[Facts] = []
        self._after_shown = after_shown
        watcher.tell_when_loaded("traceback", self._tap_traceback)
        watcher.tell_when_loaded("_pytest.runner", self._tap_pytest)

    def note(self, error: object, how: str) -> None:
        """Keep an error; the same one counts once.  Nothing here may harm who shows it."""
        try:
            if isinstance(error, BaseException):
                self._keep(error, how)
        except Exception:  # noqa: BLE001 - whatever an error of the user's does when it is read
            return

    def _keep(self, error: BaseException, how: str) -> None:
        facts = {**describe_error(error), "how": how, "is_import": happens_in_import(error)}
        same = [row for row in self.rows if is_same(row, facts)]
        if same:
            same[0]["how"] = min(same[0]["how"], how, key=HOWS.index)
            return
        self.rows.append(facts)
        del self.rows[:-MOST]

    @property
    def anything_shown(self) -> bool:
        """Was an error shown to somebody, and not only made into a text?"""
        return any(row["how"] != "formatted" for row in self.rows)

    def _tap_traceback(self, module: "Any") -> None:
        """Hear of what is printed to a stream, and of what is only made into a text."""
        shown = module.print_exception
        made = module.TracebackException.__init__

        def print_exception(*arguments: "Any", **options: "Any") -> None:
            stream = options.get("file") or (arguments[4] if len(arguments) > 4 else None)  # noqa: PLR2004
            is_seen = stream in (None, sys.stderr, sys.stdout)
            if is_seen:
                self.note(error_in(arguments, options), "shown")
            shown(*arguments, **options)
            if is_seen and self._after_shown is not None:
                self._after_shown()

        def be_made(own: "Any", *arguments: "Any", **options: "Any") -> None:
            if sys._getframe(1).f_code.co_name != "__init__":  # not one of a chain
                self.note(error_in(arguments, options), "formatted")
            made(own, *arguments, **options)

        module.print_exception = alike(print_exception, shown)
        module.TracebackException.__init__ = alike(be_made, made)

    def _tap_pytest(self, module: "Any") -> None:
        """Hear of what pytest caught while it collected, set up or called."""
        made = module.CallInfo.__init__

        def be_made(own: "Any", *arguments: "Any", **options: "Any") -> None:
            made(own, *arguments, **options)
            caught = getattr(own, "excinfo", None)
            if caught is not None:
                self.note(getattr(caught, "value", None), "collected")

        module.CallInfo.__init__ = alike(be_made, made)


# How an error came to be known, the most telling first.
HOWS = ("hung", "uncaught", "exit", "last", "collected", "shown", "formatted")


def alike(function: "Any", original: "Any") -> "Any":
    """A function that answers to its original's names."""
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(function, name, getattr(original, name, None))
    function.__wrapped__ = original
    return function


def error_in(arguments: "tuple[Any, ...]", options: "dict[str, Any]") -> object:
    """The exception among the arguments of a function of ``traceback``."""
    found = [each for each in (*arguments, *options.values()) if isinstance(each, BaseException)]
    return found[0] if found else None


def is_same(one: "Facts", other: "Facts") -> bool:
    """Are these the facts of one error, or of one that was raised again?"""
    return all(one[name] == other[name] for name in ("type", "message", "name"))


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
