"""Findings for programs; ``docs/schemas/doctor.schema.json`` describes them."""

import json
from collections.abc import Mapping
from typing import Any

from ..diagnosis import Diagnosis

FORMAT = 1  # goes up when a reader of the old form would go wrong


def view(diagnoses: list[Diagnosis], options: Mapping[str, Any]) -> str:
    """One document, also when nothing was found."""
    document = {"format": FORMAT, "diagnoses": [plain(each) for each in diagnoses]}
    if "changes" in options:  # of files, by --fix
        document["changes"] = options["changes"]
    return json.dumps(document, indent=2) + "\n"


def plain(diagnosis: Diagnosis) -> dict[str, Any]:
    """One diagnosis as plain values."""
    error = diagnosis.evidence.error
    return {
        "error": {"type": error.type, "message": error.message},
        "findings": [finding.as_dict() for finding in diagnosis.findings],
        "story": diagnosis.story,
        "ruled_out": diagnosis.ruled_out,
    }
