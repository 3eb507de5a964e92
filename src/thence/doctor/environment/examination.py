"""From a request to what is said of an environment."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..diagnosis import Diagnosis
from ..evidence import Error, Evidence
from ..examining import chosen, examine
from .looking import look
from .rules import RULES
from .surroundings import Surroundings


def examine_environment(request: Mapping[str, Any]) -> list[Diagnosis]:
    """One diagnosis for each finding, the most harmful first."""
    surroundings = look(request)
    if request.get("fix") or request.get("diff"):
        surroundings = fixed(surroundings, only_show=bool(request.get("diff")))
    rules = chosen(RULES, request.get("select", ()), request.get("ignore", ()))
    found = examine(surroundings, rules)
    return [Diagnosis(Evidence(error=Error()), [finding]) for finding in found]


def fixed(surroundings: Surroundings, *, only_show: bool) -> Surroundings:
    """Remove bytecode without a source, and say so; nothing else is safe enough for that."""
    from dataclasses import replace

    left = []
    for file in surroundings.leftovers:
        print(f"{'would remove' if only_show else 'removes'} {file}")  # noqa: T201
        if only_show:
            left.append(file)
        else:
            Path(file).unlink(missing_ok=True)
    return replace(surroundings, leftovers=tuple(left))
