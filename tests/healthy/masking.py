"""Takes out of what a program prints what differs from run to run without the doctor, too."""

from __future__ import annotations

import re
from collections.abc import Iterable

PATTERNS = (
    r"0x[0-9a-f]{6,}",  # addresses
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([.,]\d+)?([+-]\d\d:?\d\d|Z)?",
    r"\w+ \d{1,2}, \d{4} - \d\d:\d\d:\d\d",
    r"\d+(\.\d+)? ?(ms|s|seconds?|secs?|µs)\b",  # how long it took
    r"\b\d\d:\d\d:\d\d([.,]\d+)?\b",
    r"(?i)\b(pid|process)\b\W{0,3}\d+|\[\d{2,7}\]",
)


def masked(text: str, more: Iterable[str] = ()) -> str:
    """The text, with a mark for whatever a pattern stands for.

    >>> masked("<object at 0x7f00aa> took 0.31s")
    '<object at …> took …'
    """
    for pattern in (*more, *PATTERNS):
        text = re.sub(pattern, "…", text)
    return text
