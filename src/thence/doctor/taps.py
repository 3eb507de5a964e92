"""Where errors are shown: functions of others, replaced by ones that tell of the error.

A tap gets the module, as soon as it was loaded, and ``tell(error, how)``.  What it replaces does
what it did; ``undo`` puts the originals back.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Tell = Callable[[object, str], None]
    Function = Callable[..., Any]


def traceback(module: "Any", tell: "Tell") -> None:
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

    replace(module, "print_exception", printing)
    replace(module.TracebackException, "__init__", making)


def threading(module: "Any", tell: "Tell") -> None:
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

    replace(module, "_make_invoke_excepthook", making)


def pytest(module: "Any", tell: "Tell") -> None:
    """What pytest caught while it collected, set up or called."""

    def making(made: "Function") -> "Function":
        def be_made(own: "Any", *arguments: "Any", **options: "Any") -> None:
            made(own, *arguments, **options)
            caught = getattr(own, "excinfo", None)
            if caught is not None:
                tell(getattr(caught, "value", None), "collected")

        return be_made

    replace(module.CallInfo, "__init__", making)


def unittest_results(module: "Any", tell: "Tell") -> None:
    """What unittest caught in a test, or around it."""

    def adding(add: "Function") -> "Function":
        def add_error(own: "Any", test: "Any", err: "Any") -> "Any":
            tell(err[1], "collected")
            return add(own, test, err)

        return add_error

    replace(module.TestResult, "addError", adding)


def unittest_loading(module: "Any", tell: "Tell") -> None:
    """A module of tests that unittest could not import."""

    def making(make: "Function") -> "Function":
        def make_failed_import_test(*arguments: "Any") -> "Any":
            tell(sys.exc_info()[1], "collected")
            return make(*arguments)

        return make_failed_import_test

    replace(module, "_make_failed_import_test", making)


TAPS: "dict[str, Callable[[Any, Tell], None]]" = {
    "traceback": traceback,
    "threading": threading,
    "_pytest.runner": pytest,
    "unittest.result": unittest_results,
    "unittest.loader": unittest_loading,
}


def replace(owner: "Any", name: str, made: "Callable[[Function], Function]") -> None:
    """Put a function in the place of another, answering to the names of that one."""
    original = getattr(owner, name, None)
    if original is None:
        return  # another version
    function = made(original)
    for each in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(function, each, getattr(original, each, None))
    function.__wrapped__ = original  # type: ignore[attr-defined]
    setattr(owner, name, function)


def error_in(arguments: "tuple[Any, ...]", options: "dict[str, Any]") -> object:
    """The exception among the arguments of a function of ``traceback``."""
    found = [each for each in (*arguments, *options.values()) if isinstance(each, BaseException)]
    return found[0] if found else None
