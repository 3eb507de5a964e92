"""Shows the changes that are safe, and makes them if that was asked for."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from .applying import apply
from .as_diff import outcomes, view
from .changes import Change
from .examination import Examination


def mend(
    examination: Examination, request: Mapping[str, Any], stream: BinaryIO
) -> list[Change] | None:
    """``--diff`` shows, ``--fix`` shows and then makes them; None: neither was asked for."""
    if not (request.get("fix") or request.get("diff")):
        return None
    changes = examination.changes()
    in_words = (request.get("format") or "text") == "text" or bool(request.get("diff"))
    if in_words:
        stream.write(encoded(view(changes, request.get("directory"))))
        stream.flush()
    if request.get("diff"):
        return changes
    changes = list(apply(changes))
    if in_words:
        stream.write(encoded(outcomes(changes)))
        stream.flush()
    return changes


def encoded(text: str) -> bytes:
    """File names may hold anything."""
    return text.encode("utf-8", "backslashreplace")
