"""Functions in the place of others."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def like(original: "Callable[..., Any]", replaced: "Callable[..., Any]") -> "Callable[..., Any]":
    """The function, answering to its original's names (``pickle`` and ``help`` ask)."""
    replaced.__module__ = original.__module__
    replaced.__qualname__ = original.__qualname__
    replaced.__doc__ = original.__doc__
    return replaced
