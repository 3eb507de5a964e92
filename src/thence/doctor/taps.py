"""Where errors are shown: functions of others, replaced by ones that tell of the error.

A tap gets the module, as soon as it was loaded, and ``tell(error, how)``.  What it replaces does
what it did; the replacements that it returns can be undone.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Tell = Callable[[object, str], None]
    Function = Callable[..., Any]
    Tap = Callable[[Any, Tell], list["Replacement"]]


FIRST_WORKER = "gw0"


class Replacement:
    """A function in the place of another, answering to the names of that one.

    ``made`` makes it out of the original; where there is no original (another version of the
    module), nothing is replaced.
    """

    def __init__(self, owner: "Any", name: str, made: "Callable[[Function], Function]") -> None:
        self._owner, self._name = owner, name
        self._original: Any = getattr(owner, name, None)
        self._function: Any = None
        if self._original is not None:
            self._function = named_like(made(self._original), self._original)
            setattr(owner, name, self._function)

    def undo(self) -> None:
        """Put the original back, unless somebody else has replaced it since."""
        if self._function is not None and getattr(self._owner, self._name) is self._function:
            setattr(self._owner, self._name, self._original)


def named_like(function: "Any", original: "Any") -> "Any":
    """The function, with the original's names."""
    for each in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(function, each, getattr(original, each, None))
    function.__wrapped__ = original
    return function


def traceback(module: "Any", tell: "Tell") -> "list[Replacement]":
    """What is printed to a stream that somebody sees, and what is only made into a text."""

    def printing(shown: "Function") -> "Function":
        def print_exception(*arguments: "Any", **options: "Any") -> None:
            stream = options.get("file") or (arguments[4] if len(arguments) > 4 else None)  # noqa: PLR2004
            if stream in (None, sys.stderr, sys.stdout):
                tell(error_in(arguments, options), "shown")
            shown(*arguments, **options)

        return print_exception

    def making(made: "Function") -> "Function":
        def be_made(own: "Any", *arguments: "Any", **options: "Any") -> None:
            if sys._getframe(1).f_code.co_name != "__init__":  # not one of a chain
                tell(error_in(arguments, options), "formatted")
            made(own, *arguments, **options)

        return be_made

    return [
        Replacement(module, "print_exception", printing),
        Replacement(module.TracebackException, "__init__", making),
    ]


def threading(module: "Any", tell: "Tell") -> "list[Replacement]":
    """What ended a thread.  ``threading.excepthook`` is the program's to replace."""

    def making(make: "Function") -> "Function":
        def make_invoke_excepthook() -> "Function":
            invoke = make()

            def invoke_excepthook(thread: "Any") -> None:
                error = sys.exc_info()[1]
                if not isinstance(error, SystemExit):
                    tell(error, "thread")
                invoke(thread)

            return invoke_excepthook

        return make_invoke_excepthook

    return [Replacement(module, "_make_invoke_excepthook", making)]


def asyncio(module: "Any", tell: "Tell") -> "list[Replacement]":
    """What nobody asked a task for: it ended by an error that is only shown."""

    def handling(handle: "Function") -> "Function":
        def default_exception_handler(own: "Any", context: "Any") -> None:
            tell(context.get("exception"), "thread")
            handle(own, context)

        return default_exception_handler

    return [Replacement(module.BaseEventLoop, "default_exception_handler", handling)]


def pytest(module: "Any", tell: "Tell") -> "list[Replacement]":
    """What pytest caught while it collected, set up or called, where it counts as a failure.

    Of a test that is expected to fail nothing is told.
    """
    caught: list[object] = []

    def making(made: "Function") -> "Function":
        def be_made(own: "Any", *arguments: "Any", **options: "Any") -> None:
            made(own, *arguments, **options)
            error = getattr(getattr(own, "excinfo", None), "value", None)
            caught.extend([error] if error is not None else [])

        return be_made

    def reporting(report_on: "Function", is_told: "Callable[[Any], bool]") -> "Function":
        def make_report(node: "Any", *arguments: "Any", **options: "Any") -> "Any":
            caught.clear()
            report = report_on(node, *arguments, **options)
            for each in caught:
                tell(each, "collected" if report.failed and is_told(node) else "expected")
            caught.clear()
            return report

        return make_report

    return [
        Replacement(module.CallInfo, "__init__", making),
        Replacement(module, "call_and_report", lambda make: reporting(make, lambda _: True)),
        Replacement(module, "collect_one_node", lambda make: reporting(make, collects_first)),
    ]


def collects_first(collector: "Any") -> bool:
    """Of the workers of pytest-xdist, each of which collects everything, the first one tells.

    Not by the environment: a pytest that a test starts inherits that of its worker.
    """
    worker = getattr(collector.config, "workerinput", {})
    return bool(worker.get("workerid", FIRST_WORKER) == FIRST_WORKER)


def unittest_results(module: "Any", tell: "Tell") -> "list[Replacement]":
    """What unittest caught in a test, or around it."""

    def adding(add: "Function") -> "Function":
        def add_error(own: "Any", test: "Any", err: "Any") -> "Any":
            # In the place of a module that could not be imported, of which its loader has told.
            if not str(err[1]).startswith("Failed to import test module"):
                tell(err[1], "collected")
            return add(own, test, err)

        return add_error

    return [Replacement(module.TestResult, "addError", adding)]


def unittest_loading(module: "Any", tell: "Tell") -> "list[Replacement]":
    """A module of tests that unittest could not import."""

    def making(make: "Function") -> "Function":
        def make_failed_import_test(*arguments: "Any") -> "Any":
            tell(sys.exc_info()[1], "collected")
            return make(*arguments)

        return make_failed_import_test

    return [Replacement(module, "_make_failed_import_test", making)]


def click(module: "Any", tell: "Tell") -> "list[Replacement]":
    """What click shows as a message: it exits when the error is not handled any more."""

    def showing(show: "Function") -> "Function":
        def show_message(own: "Any", *arguments: "Any", **options: "Any") -> "Any":
            tell(own.__cause__ or own.__context__, "shown")
            return show(own, *arguments, **options)

        return show_message

    return [Replacement(module.ClickException, "show", showing)]


TAPS: "dict[str, Tap]" = {
    "traceback": traceback,
    "asyncio.base_events": asyncio,
    "threading": threading,
    "_pytest.runner": pytest,
    "click.exceptions": click,
    "unittest.result": unittest_results,
    "unittest.loader": unittest_loading,
}


def error_in(arguments: "tuple[Any, ...]", options: "dict[str, Any]") -> object:
    """The exception among the arguments of a function of ``traceback``."""
    found = [each for each in (*arguments, *options.values()) if isinstance(each, BaseException)]
    return found[0] if found else None
