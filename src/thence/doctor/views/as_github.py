"""Findings as commands that a GitHub workflow shows beside the lines of a change."""

from collections.abc import Mapping
from typing import Any

from ..diagnosis import Diagnosis
from ..finding import Finding


def view(diagnoses: list[Diagnosis], _options: Mapping[str, Any]) -> str:
    """One line for each finding."""
    return "".join(line(finding) for each in diagnoses for finding in each.findings[:1])


def line(finding: Finding) -> str:
    """One finding."""
    kind = "error" if finding.certain else "warning"
    fields = [f"title={escaped(f'{finding.code} {finding.name}', ',:')}"]
    if finding.culprit.file:
        fields.append(f"file={escaped(finding.culprit.file, ',:')}")
    if finding.culprit.line:
        fields.append(f"line={finding.culprit.line}")
    mend = f"\nmend: {finding.mends[0]}" if finding.mends else ""
    return f"::{kind} {','.join(fields)}::{escaped(finding.cause + mend)}\n"


def escaped(text: str, others: str = "") -> str:
    r"""A text within a command.

    >>> escaped("100 %\n")
    '100 %25%0A'
    """
    for character in f"%\r\n{others}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
