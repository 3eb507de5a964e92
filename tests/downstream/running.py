"""One suite, run twice."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from .fetching import WITNESS_NAME, Place, clean_environment
from .outcomes import Difference, Outcomes, differences, read_outcomes
from .suites import Suite
from .witness import VARIABLE

SECONDS = 3600  # a run that takes longer hangs


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a suite came to."""

    outcomes: Outcomes
    system: str  # whose import system was in force at its end: "thence", "_frozen_importlib"
    log: Path


@dataclass(frozen=True, slots=True)
class Result:
    """A suite, on one Python, without thence and with it."""

    suite: Suite
    python: str  # "3.12.1"
    plain: Run
    thence: Run

    @property
    def differences(self) -> list[Difference]:
        """The tests that thence changes the outcome of."""
        return list(differences(self.plain.outcomes, self.thence.outcomes))

    @property
    def faults(self) -> list[str]:
        """Why the comparison says nothing; empty if it does."""
        faults = []
        if not self.plain.outcomes:
            faults.append(f"no test ran without thence: {self.plain.log}")
        if self.plain.system != "_frozen_importlib" or self.thence.system != "thence":
            systems = f"{self.plain.system or '?'} and {self.thence.system or '?'}"
            faults.append(f"the import systems in force at the end were {systems}")
        return faults


def run_suite(suite: Suite, version: str, place: Place) -> Result:
    """Run the tests of a suite by the interpreter alone, and by ``thence run``."""
    python = str(place.python)
    plain = run_once(suite, place, "plain", [python])
    thence = run_once(suite, place, "thence", [python, "-m", "thence", "run"])
    return Result(suite, version, plain, thence)


def run_once(suite: Suite, place: Place, way: str, command: list[str]) -> Run:
    """Run the tests in a fresh tree; a test that fails is no error here."""
    report, witness, log = (place.folder / f"{way}.{kind}" for kind in ("xml", "system", "log"))
    for left in (report, witness):
        left.unlink(missing_ok=True)
    with log.open("wb") as output:
        subprocess.run(
            [*command, "-m", "pytest", *options(place, way, report), *suite.options, *suite.files],
            cwd=place.tree(way),
            env=clean_environment(**{VARIABLE: str(witness)}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=SECONDS,
        )
    system = witness.read_text(encoding="utf-8") if witness.exists() else ""
    return Run(read_outcomes(report), system, log)


def options(place: Place, way: str, report: Path) -> list[str]:
    """What pytest is told in each run, whatever its suite."""
    apart = ["-p", "no:cacheprovider", "--basetemp", str(place.folder / f"{way}.temporary")]
    return ["-p", WITNESS_NAME, f"--junit-xml={report}", *apart, "-ra", "-q"]
