"""Findings as SARIF 2.1.0, for code scanning."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..diagnosis import Diagnosis
from ..finding import Finding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def view(diagnoses: list[Diagnosis], _options: Mapping[str, Any]) -> str:
    """One document, also when nothing was found."""
    found = [finding for each in diagnoses for finding in each.findings[:1]]
    rules = {finding.code: {"id": finding.code, "name": finding.name} for finding in found}
    run = {
        "tool": {
            "driver": {"name": "thence doctor", "rules": [rules[code] for code in sorted(rules)]}
        },
        "results": [result(finding) for finding in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def result(finding: Finding) -> dict[str, Any]:
    """One finding."""
    mends = "".join(f"\n- {mend}" for mend in finding.mends)
    return {
        "ruleId": finding.code,
        "level": "error" if finding.certain else "warning",
        "message": {"text": f"{finding.cause}{mends}"},
        "locations": [location(finding)] if finding.culprit.file else [],
    }


def location(finding: Finding) -> dict[str, Any]:
    """Where the culprit is."""
    file = finding.culprit.file or ""
    where: dict[str, Any] = {
        "artifactLocation": {"uri": Path(file).as_uri() if file.startswith("/") else file}
    }
    if finding.culprit.line:
        where["region"] = {"startLine": finding.culprit.line}
    return {"physicalLocation": where}
