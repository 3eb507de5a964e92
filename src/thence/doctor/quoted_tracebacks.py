"""Errors whose message is the traceback of another: of a notebook's cell, of a task elsewhere.

nbclient (``jupyter nbconvert --execute``, ``jupyter execute``) and papermill end so, when a cell
failed in the kernel that they had started, and put an end to the kernel before it can say more.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .diagnosis import ENDINGS, Diagnosis, diagnose, worth_a_look
from .reading_tracebacks import diagnose_text

HEAD = "Traceback (most recent call last)"  # IPython puts no colon behind it


def diagnose_with_quoted(facts: Mapping[str, Any], options: Mapping[str, Any]) -> list[Diagnosis]:
    """What there is to say of a process's errors, or else of those that they quote."""
    return diagnose(facts, options) or list(quoted(facts, options))


def quoted(facts: Mapping[str, Any], options: Mapping[str, Any]) -> Iterator[Diagnosis]:
    """What a quoted traceback tells; of an import that no rule explains, its story."""
    for row in worth_a_look(facts):
        if row["how"] in ENDINGS and HEAD in row["message"]:
            for diagnosis in diagnose_text(row["message"], options) or ():
                if diagnosis.findings or diagnosis.evidence.error.is_a("ImportError"):
                    yield diagnosis
