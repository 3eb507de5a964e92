"""Findings as SARIF 2.1.0, for code scanning."""

import json
from collections.abc import Mapping
from pathlib import PureWindowsPath
from typing import Any
from urllib.parse import quote

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
    where: dict[str, Any] = {"artifactLocation": {"uri": uri_of(finding.culprit.file or "")}}
    if finding.culprit.line:
        where["region"] = {"startLine": finding.culprit.line}
    return {"physicalLocation": where}


def uri_of(file: str) -> str:
    """A file as a reference (RFC 3986), also a relative one, one of Windows, and one that is none.

    >>> uri_of("/w/a b.py"), uri_of("C:/w/a.py"), uri_of("<string>")
    ('file:///w/a%20b.py', 'file:///C:/w/a.py', '%3Cstring%3E')
    >>> uri_of("//host/shared/a.py".replace("/", chr(92)))
    'file://host/shared/a.py'
    """
    if file.startswith("/"):
        return f"file://{quote(file)}"
    path = PureWindowsPath(file)
    if not path.is_absolute():
        return quote(file)
    place = quote(path.as_posix(), safe="/:")
    return f"file:{place}" if place.startswith("//") else f"file:///{place}"
