"""The one name that the interpreter's own C code looks for in the engine.

When an import raises, ``import.c`` cuts the engine's frames from the traceback: all of them
for an ImportError, and for other errors those that end in a function of this name.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def _call_with_frames_removed(
    function: "Callable[..., Any]", *args: "Any", **kwargs: "Any"
) -> "Any":
    """Call code that is not ours; its tracebacks will not show how it was reached."""
    return function(*args, **kwargs)
