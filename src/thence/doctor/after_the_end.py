"""Imports that a ``__del__`` tries when the import system is gone: after the last exit handler."""

import sys

# Kept: when it comes to that, no module has its names any more.
from builtins import Exception  # noqa: A004

from .describing_errors import describe_error, message_of
from .describing_state import describe_interpreter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .consulting import Consultation

SIGN = "Python is likely shutting down"


def tell_of_late_imports(consultation: "Consultation", path: "list[str]") -> None:
    """Have the doctor told of the first of them, once Python has shown it.

    What a program's own hook does with such errors is the program's to tell.
    """
    show = sys.unraisablehook
    if show is not sys.__unraisablehook__:
        return
    known = {"interpreter": describe_interpreter(), "path": path, "watched": True}
    told: list[Any] = []

    def hear(shown: "Any") -> None:
        show(shown)
        try:
            error = shown.exc_value
            if not told and SIGN in message_of(error):
                told.append(error)
                row = {**describe_error(error), "how": "thread", "is_import": True}
                consultation.report({**known, "errors": [row]})
        except Exception:  # noqa: BLE001 - at this time everything may be gone
            return

    sys.unraisablehook = hear
