"""Write docs/conformance.md from the results of CPython's own tests.

    python scripts/conformance_table.py RESULT.json ...

Each argument is what a conformance run wrote for one Python; ``nox -s conformance`` makes them
and calls this.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[1] / "docs" / "conformance.md"

HEAD = """\
# CPython's own tests, on thence

Written by `nox -s conformance`; do not edit.

Each figure is the number of tests that pass, of those that pass with CPython's import system and
count. Nothing is skipped that CPython does not skip.

- **param** and **bound** call the import system by name, with thence's modules in the place of
  importlib's: the first are written for any implementation, the second for CPython's.
- **integration** are tests of what stands on it (`importlib.resources`, `importlib.metadata`).
- **process** are the tests of import, of importlib, of zipimport, runpy, pkgutil and others, each
  in an interpreter on which thence was installed before it began.

| Python | param | bound | integration | process |
|--------|-------|-------|-------------|---------|
"""

COLUMNS = (
    ("importlib", "param"),
    ("importlib", "bound"),
    ("importlib", "integration"),
    ("process", "process"),
)


def main(results: list[str]) -> None:
    """Write the page."""
    runs = [json.loads(Path(each).read_text(encoding="utf-8")) for each in results]
    runs.sort(key=lambda run: [int(part) for part in run["version"].split(".")[:2]])
    text = HEAD + "".join(map(row, runs))
    if failing := [line for run in runs for line in failures(run)]:
        text += "\nThese do not pass:\n\n" + "".join(failing)
    PAGE.write_text(text, encoding="utf-8")


def row(run: dict[str, Any]) -> str:
    """Make the line of one Python."""
    figures = [figure(run, suite, group) for suite, group in COLUMNS]
    return f"| {run['version']} | {' | '.join(figures)} |\n"


def figure(run: dict[str, Any], suite: str, group: str) -> str:
    """Say how many tests of a group pass, of how many; a dash where none were run."""
    counts = run.get(suite, {}).get("groups", {}).get(group)
    if counts is None:
        return "-"
    counted = counts["passed"] + counts["failed"] + counts["errors"]
    return f"{counts['passed']} of {counted}"


def failures(run: dict[str, Any]) -> list[str]:
    """List the tests that do not pass."""
    problems = [each for suite in ("importlib", "process") for each in run[suite]["problems"]]
    return [f"- {run['version']}: `{each['id'].removeprefix('test.')}`\n" for each in problems]


if __name__ == "__main__":
    main(sys.argv[1:])
