"""The CPU time of the doctor's rules on the evidence of failures, and of gathering that."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time_ns

from measuring import table

import thence
from thence.doctor.gathering.whole import Gathering
from thence.doctor.rules import RULES

SOURCES = str(Path(thence.__path__[0]).parent)
COMMAND = (
    f"import sys; sys.path.insert(0, {SOURCES!r}); from thence.cli import main; sys.exit(main())"
)
PROGRAMS = {
    "a module that is not there": "import nowhere_at_all",
    "a name that a module lacks": "from json import nothing",
    "a failure below pandas' imports": "import pandas\nimport pandas.nothing.at_all",
}
ROUNDS = 300
SLOWEST = 5
NS_PER_US = 1000


def main() -> None:
    """Print the table."""
    times: dict[str, list[float]] = {rule.CODE: [] for rule in RULES}
    rows = []
    for title, program in PROGRAMS.items():
        facts = facts_of(program)
        gathering, evidence = timed(lambda facts=facts: Gathering(facts).evidence(last(facts)))
        spent = {rule.CODE: time_of(rule, evidence) for rule in RULES}
        for code, each in spent.items():
            times[code].append(each)
        rows.append([title, f"{gathering:.0f}", f"{sum(spent.values()):.0f}"])
    print(table(["failure", "gathering evidence, us", f"all {len(RULES)} rules, us"], rows))
    slowest = sorted(times, key=lambda code: -max(times[code]))[:SLOWEST]
    named = ", ".join(f"{code} {max(times[code]):.1f}" for code in slowest)
    median = statistics.median(max(each) for each in times.values())
    print(f"\nOne rule, at most, in us: {median:.1f} in the median; the slowest: {named}.")


def facts_of(program: str) -> dict:
    """What the doctor collects of a program that fails."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "program.py").write_text(program, "utf-8")
        saved = Path(folder, "facts.json")
        words = ["doctor", "--save", str(saved), "--", "program.py"]
        subprocess.run(
            [sys.executable, "-c", COMMAND, *words], cwd=folder, check=False, capture_output=True
        )
        return json.loads(saved.read_text("utf-8"))


def last(facts: dict) -> dict:
    """The error that ended the program."""
    return facts["errors"][-1]


def timed(act) -> tuple[float, object]:
    """The CPU time of one call, in us, and what it returned."""
    start = process_time_ns()
    found = act()
    return (process_time_ns() - start) / NS_PER_US, found


def time_of(rule, evidence) -> float:
    """The CPU time of a rule, in us: the mean of many runs."""
    start = process_time_ns()
    for _ in range(ROUNDS):
        list(rule.examine(evidence))
    return (process_time_ns() - start) / NS_PER_US / ROUNDS


if __name__ == "__main__":
    main()
