"""A part of the evidence that cannot be had leaves the others as they are.

Somebody's disk holds folders that may not be entered, links that lead to themselves, metadata in
any encoding: each part knows what it looks at, and none what all of that may raise.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def rows_of(gather: Callable[[], Iterable[T]]) -> tuple[T, ...]:
    """The rows of a part; none where one of them cannot be had."""
    try:
        return tuple(gather())
    except Exception:  # noqa: BLE001 - see above
        return ()


def table_of(gather: Callable[[], dict[str, T]]) -> dict[str, T]:
    """A part by names."""
    try:
        return gather()
    except Exception:  # noqa: BLE001 - see above
        return {}
