"""The pages, the schema and the rules say the same."""

import json
import re
import subprocess
import sys
from pathlib import Path

from thence.doctor.environment.rules import RULES as ENVIRONMENT_RULES
from thence.doctor.finding import Culprit, Finding
from thence.doctor.rules import RULES

ROOT = Path(__file__).parents[3]
ALL = (*RULES, *ENVIRONMENT_RULES)


def test_codes_and_names_are_not_used_twice():
    assert len({rule.CODE for rule in ALL}) == len({rule.NAME for rule in ALL}) == len(ALL)


def test_a_rule_begins_with_its_code():
    assert [
        rule.CODE for rule in ALL if not (rule.__doc__ or "").startswith(f"{rule.CODE}: ")
    ] == []
    assert [rule.CODE for rule in ALL if not re.fullmatch(r"TH\d{3}", rule.CODE)] == []


def test_the_pages_are_up_to_date():
    command = [sys.executable, "scripts/rule_pages.py", "--check"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (ended.stdout, ended.returncode) == ("", 0), ended.stderr


def test_the_schema_has_the_fields_of_a_finding():
    schema = json.loads((ROOT / "docs/schemas/doctor.schema.json").read_text("utf-8"))["$defs"]

    assert set(schema["finding"]["required"]) == set(Finding.__slots__)
    assert set(schema["culprit"]["required"]) == set(Culprit.__slots__)
