"""CPU time of whole processes, in turns, so that a machine's other work falls on all alike."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from dataclasses import dataclass, field

ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}


@dataclass(slots=True)
class Runs:
    """The CPU time (user and system, in ms) of each run of one command."""

    command: list[str]
    times: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Run the command once more.  Raises CalledProcessError."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(self.command, check=True, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        self.times.append(spent * 1000)

    @property
    def least(self) -> float:
        """The run that was disturbed least."""
        return min(self.times)


def in_turns(commands: list[list[str]], rounds: int) -> list[Runs]:
    """Run each command in each round, after one round that is not counted: it warms the caches."""
    runs = [Runs(command) for command in commands]
    for _ in range(rounds + 1):
        for each in runs:
            each.run()
    for each in runs:
        del each.times[0]
    return runs


def ratio(runs: Runs, base: Runs) -> float:
    """How much more a command costs than another: the median over the rounds."""
    return statistics.median(
        mine / theirs for mine, theirs in zip(runs.times, base.times, strict=True)
    )


def python(code: str, *options: str) -> list[str]:
    """The command that runs some code in this interpreter."""
    return [sys.executable, *options, "-c", code]


def table(header: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown: the first column is text, the others are figures."""
    lines = [header, ["---", *("---:" for _ in header[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
