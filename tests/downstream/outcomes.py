"""What became of each test, read from pytest's report in junit's form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

# What came of one test; with errors in its set-up or tear-down there are several.
#
#   "tests.test_importhook::test_import" -> ["passed"]
Outcomes = dict[str, list[str]]

ABSENT = ["absent"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A test that ended in another way under thence."""

    test: str
    plain: str
    thence: str


def read_outcomes(report: Path) -> Outcomes:
    """The outcome of each test, by its id; none where there is no report."""
    outcomes: Outcomes = {}
    if report.exists():
        for case in ElementTree.parse(report).iter("testcase"):
            outcomes.setdefault(test_id(case), []).append(outcome_of(case))
    return outcomes


def test_id(case: ElementTree.Element) -> str:
    """The name of a test with that of its module and class."""
    return f"{case.get('classname')}::{case.get('name')}"


test_id.__test__ = False  # type: ignore[attr-defined]  # pytest would take it for a test


def outcome_of(case: ElementTree.Element) -> str:
    """passed, failed, error, skipped or xfailed."""
    names = {"failure": "failed", "error": "error", "skipped": "skipped"}
    for child in case:
        if child.get("type") == "pytest.xfail":
            return "xfailed"
        if child.tag in names:
            return names[child.tag]
    return "passed"


def differences(plain: Outcomes, thence: Outcomes) -> Iterator[Difference]:
    """The tests that ended otherwise in the second run, or that only one of the two has."""
    for test in sorted({*plain, *thence}):
        before, after = (sorted(run.get(test, ABSENT)) for run in (plain, thence))
        if before != after:
            yield Difference(test, ", ".join(before), ", ".join(after))


def count(outcomes: Outcomes, outcome: str) -> int:
    """How many tests ended so."""
    return sum(outcome in each for each in outcomes.values())
