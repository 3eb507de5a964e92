"""Findings for people, after the traceback that they have just read."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..diagnosis import Diagnosis
from ..finding import Finding

WIDTH = 10  # columns of the labels


def view(diagnoses: list[Diagnosis], options: Mapping[str, Any]) -> str:
    """A block for each diagnosis; empty when there is none."""
    verbose = bool(options.get("verbose"))
    blocks = [block for each in diagnoses for block in blocks_of(each, verbose=verbose)]
    return "".join(f"\n{block}\n" for block in blocks)


def blocks_of(diagnosis: Diagnosis, *, verbose: bool) -> Iterator[str]:
    """The best finding (all with ``verbose``), or the story."""
    if not diagnosis.findings:
        yield "\n".join(
            ["thence doctor: no rule explains this; what is known of it:", *told(diagnosis)]
        )
        return
    for finding in diagnosis.findings if verbose else diagnosis.findings[:1]:
        yield "\n".join(lines_of(finding))
    if verbose:
        yield f"thence doctor ruled out: {', '.join(diagnosis.ruled_out)}"


def told(diagnosis: Diagnosis) -> list[str]:
    """The story, a step a line."""
    return [f"  {line}" for line in diagnosis.story]


def lines_of(finding: Finding) -> Iterator[str]:
    """One finding."""
    guess = "" if finding.certain else " (a guess to check)"
    yield f"thence doctor: {finding.code} {finding.name}{guess}"
    yield row("cause", finding.cause)
    yield row("culprit", str(finding.culprit))
    yield from labelled("seen", finding.evidence)
    yield from labelled("mend", finding.mends)
    yield from labelled("check", finding.checks)


def labelled(label: str, lines: list[str]) -> Iterator[str]:
    """Lines, the first one beside a label; the next mends begin with "or"."""
    for number, line in enumerate(lines):
        yield row(label if number == 0 else "or" if label == "mend" else "", line)


def row(label: str, text: str) -> str:
    """One line; a further line of the text keeps the margin."""
    margin = "\n" + " " * (WIDTH + 2)
    return f"  {label:{WIDTH}}{text}".replace("\n", margin)
