"""Explains a traceback that was pasted: what the text says is certain, all else is a guess."""

from collections.abc import Mapping
from typing import Any

from .diagnosis import Diagnosis, diagnose
from .finding import Finding
from .pasted import facts_of
from .questions import missed_names, not_found

# Rules whose whole evidence stands in the error's own words and lines.
SAID_BY_THE_TEXT = frozenset(
    {"TH001", "TH005", "TH007", "TH013", "TH014", "TH017", "TH018", "TH019", "TH021"}
    | {"TH029", "TH030", "TH045", "TH048"}
)


def diagnose_text(text: str, options: Mapping[str, Any]) -> list[Diagnosis] | None:
    """One diagnosis for the last error in a text; None: there is no error in it."""
    facts = facts_of(text)
    if not facts:
        return None
    found = diagnose(facts, options)
    for diagnosis in found:
        for finding in diagnosis.findings:
            mark(finding, diagnosis)
    return found


def mark(finding: Finding, diagnosis: Diagnosis) -> None:
    """Say what is a guess, and how to check it."""
    if finding.code not in SAID_BY_THE_TEXT:
        finding.certain = False
    names = [name for _, name in not_found(diagnosis.evidence)]
    names += [missed.module for missed in missed_names(diagnosis.evidence)]
    if not finding.certain and not finding.checks:
        finding.checks += [f"on that machine: python -m thence why {name}" for name in names[:2]]
