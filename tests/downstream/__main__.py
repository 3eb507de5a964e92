"""Run the suites of others with and without thence: python -m tests.downstream --help."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from .fetching import Place, Unavailable, build_thence, fetch, prepare
from .report import document
from .running import Result, run_suite
from .suites import Suite, read_suites

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Run what the command line asks for; 1 if anything differs or could not be run."""
    asked = parse_arguments()
    suites = [each for each in read_suites() if each.project in asked.only or not asked.only]
    work = asked.work.resolve()
    wheel = build_thence(ROOT, work / "wheel")
    results: list[Result] = []
    missing = 0
    for suite in suites:
        for python in asked.python:
            try:
                results.append(run_one(suite, python, wheel, work))
            except Unavailable as error:
                missing += 1
                print(f"COULD NOT RUN {suite.pinned}: {error}", flush=True)
    if asked.write and not asked.only:
        asked.write.write_text(document(results), encoding="utf-8")
    return int(bool(missing or any(each.differences or each.faults for each in results)))


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.downstream", description=__doc__)
    parser.add_argument("only", nargs="*", help="projects; without any, all")
    parser.add_argument("--python", action="append", help="an interpreter; may be repeated")
    parser.add_argument("--work", type=Path, required=True, help="folder for what is downloaded")
    parser.add_argument("--write", type=Path, help="the page to write, if all are run")
    asked = parser.parse_args()
    asked.python = asked.python or [sys.executable]
    return asked


def run_one(suite: Suite, python: str, wheel: Path, work: Path) -> Result:
    """Prepare one suite for one interpreter, run it, and say how it went."""
    version = version_of(python)
    place = Place(work / version / suite.project)
    place.folder.mkdir(parents=True, exist_ok=True)
    prepare(suite, fetch(suite, work / "archives"), wheel, python, place)
    result = run_suite(suite, version, place)
    tests, differing = len(result.plain.outcomes), len(result.differences)
    print(f"{suite.pinned} on {version}: {tests} tests, {differing} differing", flush=True)
    for each in result.differences:
        print(f"  {each.test}: {each.plain}; under thence {each.thence}")
    for fault in result.faults:
        print(f"  FAULT: {fault}")
    return result


def version_of(python: str) -> str:
    """The version of an interpreter, as 3.12.1."""
    code = "import platform; print(platform.python_version())"
    return subprocess.run(
        [python, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
