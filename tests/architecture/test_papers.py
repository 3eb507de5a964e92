"""The papers of the project have the form that their readers count on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
FRAGMENTS = [path for path in (ROOT / "changes").iterdir() if path.name != "README.md"]
PARTS = ["Question", "Options", "Figures", "Choice"]
SCREEN = 60  # lines


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.name)
def test_a_decision_has_its_four_parts_on_one_screen(decision: Path):
    text = decision.read_text(encoding="utf-8")

    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)

    assert re.fullmatch(r"\d{3}-[a-z0-9-]+\.md", decision.name)
    assert parts[1::2] == PARTS
    assert all(part.strip() for part in parts[2::2])
    assert text.count("\n") <= SCREEN


def test_decisions_are_numbered_without_gaps():
    numbers = [int(decision.name[:3]) for decision in DECISIONS]

    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda path: path.name)
def test_a_fragment_of_the_changelog_says_issue_and_kind(fragment: Path):
    kinds = "added|changed|deprecated|removed|fixed"

    assert re.fullmatch(rf"\d+\.({kinds})\.md", fragment.name)
    assert fragment.read_text(encoding="utf-8").startswith("- ")


def test_continuous_integration_runs_the_commands_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    for command in (".venv/bin/pip install -e '.[dev]'", ".venv/bin/nox -s check tests"):
        assert f"$ {command}\n" in readme
        assert command in script
