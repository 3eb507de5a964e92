"""Runs the rules over the evidence; the best finding first."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from .finding import Finding


class Rule(Protocol):
    """What a rule's module has; ``__doc__`` is what ``thence doctor --rule`` falls back on."""

    __doc__: str | None
    CODE: str
    NAME: str

    @property
    def examine(self) -> Callable[[Any], Iterator[Finding]]:
        """Yields what the rule finds."""


def examine(evidence: Any, rules: Iterable[Rule]) -> list[Finding]:
    """What the rules find: certain findings first, then in the order of the rules.

    A rule that raises finds nothing: others may know.
    """
    found = [finding for rule in rules for finding in findings_of(rule, evidence)]
    found.sort(key=lambda finding: not finding.certain)
    return found


def findings_of(rule: Rule, evidence: Any) -> list[Finding]:
    """What one rule finds; nothing if it raises."""
    try:
        return list(rule.examine(evidence))
    except Exception:  # noqa: BLE001 - a mistake of ours must not silence the other rules
        return []


def chosen(rules: Iterable[Rule], select: Iterable[str], ignore: Iterable[str]) -> list[Rule]:
    """The rules that were asked for: by code, by the beginning of one, or by name."""
    wanted, unwanted = tuple(select), tuple(ignore)
    return [
        rule
        for rule in rules
        if (not wanted or is_meant(rule, wanted)) and not is_meant(rule, unwanted)
    ]


def is_meant(rule: Rule, words: tuple[str, ...]) -> bool:
    """Is a rule one of those that the words stand for?"""
    return any(word == rule.NAME or (word and rule.CODE.startswith(word)) for word in words)
