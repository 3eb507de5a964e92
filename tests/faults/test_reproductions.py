"""Each rule explains the failures that it was written for, and without evidence says nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from thence.doctor.evidence import Evidence
from thence.doctor.rules import RULES

RULE_BY_CODE = {rule.CODE: rule for rule in RULES}


def culprit_of(finding):
    """The culprit as it is shown."""
    culprit = finding["culprit"]
    return f"{culprit['file']}:{culprit['line']} {culprit['what']}"


def default_of(name):
    """What a field of the evidence is when nothing is known of it."""
    return getattr(Evidence(), name)


def test_the_cause_the_culprit_and_the_mend_are_named(case, told):
    finding = told(case).first

    assert finding["code"] == case.code
    assert finding["name"] == RULE_BY_CODE[case.code].NAME
    assert case.facts["cause"] in finding["cause"]
    assert case.facts["culprit"] in culprit_of(finding)
    assert case.facts["mend"] in "\n".join(finding["mends"])
    # The view puts it before all but the first.
    assert not any(mend.startswith("or ") for mend in finding["mends"])


def test_a_rule_whose_evidence_is_removed_finds_nothing(case, told):
    rule = RULE_BY_CODE[case.code]
    if "no privileges" in case.facts.get("needs", ()):
        pytest.skip("root gathers here what the program was not allowed to see")
    whole = told(case).evidences
    removed = {name: default_of(name) for name in case.facts["without"]}

    assert any(list(rule.examine(evidence)) for evidence in whole)
    assert not any(list(rule.examine(replace(evidence, **removed))) for evidence in whole)


def test_without_an_error_no_rule_finds_anything(case, told):
    evidence = replace(told(case).evidences[0], error=Evidence().error)

    assert [rule.CODE for rule in RULES if list(rule.examine(evidence))] == []


def test_every_rule_has_a_reproduction(all_cases):
    assert {each.code for each in all_cases} == set(RULE_BY_CODE)
