"""The list of clauses of the language reference's chapter 5: the files ``clauses*.toml``."""

from __future__ import annotations

import operator
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent

COMPARISONS = {">=": operator.ge, "<": operator.lt}


def read_clauses() -> list[dict[str, str]]:
    """Return the clauses of every list: each has an ``id``, a ``rule`` and its ``versions``."""
    return [
        clause
        for file in sorted(HERE.glob("clauses*.toml"))
        for clause in tomllib.loads(file.read_text(encoding="utf-8"))["clause"]
    ]


def holds_for(versions: str, python: tuple[int, int] = sys.version_info[:2]) -> bool:
    """Tell whether a Python is in a range such as ``">=3.11,<3.15"``.

    >>> holds_for(">=3.11,<3.12", (3, 11)), holds_for(">=3.11,<3.12", (3, 12))
    (True, False)
    """
    return all(_compares(condition.strip(), python) for condition in versions.split(","))


def _compares(condition: str, python: tuple[int, int]) -> bool:
    sign = ">=" if condition.startswith(">=") else "<"
    major, minor = condition.removeprefix(sign).split(".")
    return COMPARISONS[sign](python, (int(major), int(minor)))
