"""Import cycles, as a traceback shows them."""

from .evidence import Error, Frame

SIGNS = (
    "partially initialized module",
    "most likely due to a circular import",
    # Since 3.13, of a module beside the program; it is said of one that is half made only.
    "you intended to import)",
)


def is_half_made(error: Error) -> bool:
    """Was a name asked of a module whose code had not run to its end?"""
    if not error.is_a("ImportError", "AttributeError"):
        return False
    half_made = bool(error.object and error.object.being_made)
    return half_made or any(sign in error.message for sign in SIGNS)


def cycle(error: Error, module: str) -> list[Frame]:
    """The import lines from the module that is half made to the one that asks too early."""
    runs = [frame for frame in error.frames if frame.is_module_code]
    starts = [i for i, frame in enumerate(runs) if frame.module == module]
    return runs[starts[-1] :] if starts else []
