"""Explains a traceback that was pasted: what the text says is certain, all else is a guess."""

from collections.abc import Mapping
from typing import Any

from .diagnosis import Diagnosis, diagnose
from .finding import Finding
from .pasted import all_facts
from .pasted_evidence import evidence_of
from .questions import missed_names, not_found

# Rules whose whole evidence stands in the error's own words and lines.
SAID_BY_THE_TEXT = frozenset(
    {"TH001", "TH005", "TH006", "TH007", "TH008", "TH013", "TH014", "TH017", "TH018"}
    | {"TH019", "TH021", "TH029", "TH030", "TH038", "TH045", "TH048", "TH053", "TH054"}
    | {"TH055", "TH057", "TH061", "TH062", "TH067", "TH068", "TH069", "TH076", "TH098", "TH100"}
)
MOST = 5  # different tracebacks of one text


def diagnose_text(text: str, options: Mapping[str, Any]) -> list[Diagnosis] | None:
    """A diagnosis for each different error in a text, the last first; None: there is no error."""
    every = all_facts(text)[:MOST]
    if not every:
        return None
    found: list[Diagnosis] = []
    for facts in every:
        found += [each for each in diagnose(facts, options) if each.findings or len(every) == 1]
    for diagnosis in found:
        for finding in diagnosis.findings:
            mark(finding, diagnosis)
    return found or diagnose(every[0], options) or [untold(every[0])]


def untold(facts: Mapping[str, Any]) -> Diagnosis:
    """What there is to say of an error that stands alone, and that no rule knows."""
    return Diagnosis(evidence_of(facts), [], ["the text has no line of the program"])


def mark(finding: Finding, diagnosis: Diagnosis) -> None:
    """Say what is a guess, and how to check it."""
    if finding.code not in SAID_BY_THE_TEXT:
        finding.certain = False
    names = [name for _, name in not_found(diagnosis.evidence)]
    names += [missed.module for missed in missed_names(diagnosis.evidence)]
    if not finding.certain and not finding.checks:
        finding.checks += [f"on that machine: python -m thence why {name}" for name in names[:2]]
        finding.checks += [] if finding.checks else ["on that machine: python -m pip check"]
