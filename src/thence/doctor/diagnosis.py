"""From the facts of a process to what is said of each of its errors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .collecting import not_found_in
from .evidence import Evidence
from .examining import chosen, examine
from .finding import Finding
from .gathering.whole import Gathering
from .named_on_command_line import failure_of
from .pasted_evidence import evidence_of
from .rules import RULES
from .shown_errors import HOWS
from .story import story_of

MOST_ERRORS = 5
ENDINGS = ("hung", "uncaught", "exit")  # what ended the program
TOLD = ("uncaught", "exit", "last", "thread", "collected")  # also where no rule knows why


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What there is to say of one error; without findings, the story of the import."""

    evidence: Evidence
    findings: list[Finding]
    story: list[str] = field(default_factory=list)
    ruled_out: list[str] = field(default_factory=list)  # codes of the rules that found nothing


def diagnose(facts: Mapping[str, Any], options: Mapping[str, Any]) -> list[Diagnosis]:
    """One diagnosis for each error of which there is something to say, the main one first.

    Errors that the program survived count only where the cause is known for certain.
    """
    rules = chosen(RULES, options.get("select", ()), options.get("ignore", ()))
    gathering = Gathering(facts)
    diagnoses: list[Diagnosis] = []
    for row in worth_a_look(facts):
        evidence = gathered(gathering, row, facts)
        found = examine(evidence, rules)
        if not may_be_guessed(row, facts):
            found = [finding for finding in found if finding.certain]
        new = [finding for finding in found if not is_known(finding, diagnoses)]
        story = story_of(evidence) if wants_story(row, facts) and not found else []
        if new or story:
            codes = {finding.code for finding in found}
            out = [rule.CODE for rule in rules if rule.CODE not in codes]
            diagnoses.append(Diagnosis(evidence, new, story, out))
    return diagnoses


def gathered(gathering: Gathering, row: Mapping[str, Any], facts: Mapping[str, Any]) -> Evidence:
    """The evidence for an error; where that fails, what the error says by itself."""
    if facts.get("pasted"):
        return evidence_of(facts)
    try:
        return gathering.evidence(row)
    except Exception:  # noqa: BLE001 - whatever lies on somebody's disk
        return gathering.bare(row)


def worth_a_look(facts: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The errors to be looked at: what ended the program leaves the others aside."""
    rows = sorted(facts.get("errors", ()), key=lambda row: HOWS.index(row["how"]))
    ended = [row for row in rows if row["how"] in ENDINGS]
    if ended:
        return ended[:MOST_ERRORS]  # several: a group
    shown = [row for row in rows if row["how"] != "formatted" or facts.get("failed")]
    return shown[:MOST_ERRORS] or failure_of(facts)


def wants_story(row: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Does the failure of an import that nobody can explain deserve to be told?"""
    if row["how"] == "hung":  # who interrupts a program has not asked; and it may wait for a child
        return bool(row["type"] == "TimeoutError" and not facts.get("is_child"))
    if leaves_on_purpose(row):
        return False
    told = row["how"] in TOLD or is_last_word(row, facts)
    return bool(row["is_import"] and told and may_be_guessed(row, facts))


def leaves_on_purpose(row: Mapping[str, Any]) -> bool:
    """Did the program, or a module of its, end it with words of its own, and not for an error?"""
    led = row.get("cause") or row.get("context")
    return bool(row["type"] == "SystemExit" and not led and not not_found_in(row["message"]))


def may_be_guessed(row: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """May the cause be a guess?  Of what the program survived, only what is certain is said."""
    if row["how"] == "thread":  # nobody caught it
        return True
    return bool(facts.get("failed") and (row["how"] != "formatted" or is_last_word(row, facts)))


def is_last_word(row: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Did a program that failed only log errors of imports, this one as the last?"""
    rows = facts.get("errors", ())
    logged = all(each["how"] == "formatted" for each in rows)
    return bool(facts.get("failed") and logged and row["is_import"] and row is rows[-1])


def is_known(finding: Finding, diagnoses: list[Diagnosis]) -> bool:
    """Was the same said already?"""
    said = [other for each in diagnoses for other in each.findings]
    return any(each.code == finding.code and each.cause == finding.cause for each in said)
