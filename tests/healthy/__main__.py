"""Run healthy programs plainly and under the doctor: python -m tests.healthy --help."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from tests.downstream.__main__ import version_of as python_version_of
from tests.downstream.fetching import Unavailable, build_thence

from .preparing import Place, prepare, version_of
from .programs import Program, read_programs
from .report import document
from .running import Result, run_program

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Run what the command line asks for; 1 if anything differs or could not be run."""
    # A shell starts what runs in the background with interrupts ignored, and servers inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    asked = parse_arguments()
    environments, programs = read_programs()
    chosen = [each for each in programs if each.name in asked.only or not asked.only]
    work = asked.work.resolve()
    wheel = build_thence(ROOT, work / "wheel")
    # Where nothing nearer configures pytest, the checkout that this lies in would.
    (work / "pytest.ini").write_text("[pytest]\n", "utf-8")
    results: list[Result] = []
    missing = 0
    for python in asked.python:
        version = python_version_of(python)
        for environment in environments:
            mine = [each for each in chosen if each.environment == environment.name]
            place = Place(work / version / environment.name)
            place.folder.mkdir(parents=True, exist_ok=True)
            try:
                if mine:
                    prepare(environment, python, wheel, place)
            except Unavailable as error:
                missing += len(mine)
                print(f"COULD NOT INSTALL {environment.name} on {version}: {error}", flush=True)
                continue
            for program in mine:
                try:
                    results.append(run_one(program, place, work / "archives", version))
                except Unavailable as error:
                    missing += 1
                    print(f"COULD NOT RUN {program.name} on {version}: {error}", flush=True)
    if asked.write and not asked.only:
        asked.write.write_text(document(results), encoding="utf-8")
    return int(bool(missing or any(any(each.differences()) for each in results)))


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.healthy", description=__doc__)
    parser.add_argument("only", nargs="*", help="programs; without any, all")
    parser.add_argument("--python", action="append", help="an interpreter; may be repeated")
    parser.add_argument("--work", type=Path, required=True, help="folder for what is downloaded")
    parser.add_argument("--write", type=Path, help="the page to write, if all are run")
    asked = parser.parse_args()
    asked.python = asked.python or [sys.executable]
    return asked


def run_one(program: Program, place: Place, archives: Path, version: str) -> Result:
    """Run one program in both ways, and say how it went."""
    plain, watched = run_program(program, place, archives)
    result = Result(program, version_of(program.of, place), version, plain, watched)
    found = list(result.differences())
    print(f"{program.name} {result.version} on {version}: {len(found)} differences", flush=True)
    for each in found:
        print(f"  {each}".replace("\n", "\n  "), flush=True)
    return result


if __name__ == "__main__":
    sys.exit(main())
