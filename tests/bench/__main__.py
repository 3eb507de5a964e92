"""Runs every benchmark and writes docs/benchmarks.md: python tests/bench [NAME ...].

Each is a program in this folder that prints a table in Markdown. With names, only these are run,
and the others' tables stay as they are.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "benchmarks.md"
BENCHMARKS = {
    "own_cost": "What thence adds to a start",
    "cached_imports": "An import statement whose module is there already",
    "startup": "Starting real programs",
    "system_calls": "System calls for each imported module",
    "sources_http": "Modules from a web server",
    "sources_databases": "Modules from databases",
    "sources_cached": "Modules from the cache, in instructions",
    "tracing_cost": "Recording imports",
    "environments": "Examining an environment",
    "doctor_rules": "The doctor's rules",
    "large_recordings": "Recordings of many imports, and their views",
}
INTRODUCTION = """\
# Benchmarks

Written by `nox -s bench`, on the wheel, each table by the program that stands above it. Times are
CPU time (user and system), the least of many runs; a ratio is the median over rounds in which the
two sides took turns. They swing with the machine's other work by some hundredths.
"""
SECTION = re.compile(
    r"^## .*?\n\n`tests/bench/(\w+)\.py`.*?\n\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL
)


def main(names: list[str]) -> int:
    """Run the benchmarks of these names, or all; the exit status."""
    kept = dict(SECTION.findall(PAGE.read_text("utf-8"))) if PAGE.exists() else {}
    failed = []
    for name in names or BENCHMARKS:
        print(f"bench: {name}", flush=True)
        done = subprocess.run(
            [sys.executable, HERE / f"{name}.py"], check=False, stdout=subprocess.PIPE, text=True
        )
        print(done.stdout, flush=True)
        if done.returncode:
            failed.append(name)
        elif done.stdout:
            kept[name] = f"{done.stdout.strip()}\n\n{machine()}\n"
    PAGE.write_text(page(kept), "utf-8")
    for name in failed:
        print(f"FAILED: {name}", flush=True)
    return 1 if failed else 0


def machine() -> str:
    """Where the figures were taken."""
    version = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{version}, {platform.system()}, {os.cpu_count()} cores."


def page(tables: dict[str, str]) -> str:
    """The whole page."""
    sections = [
        f"## {title}\n\n`tests/bench/{name}.py`:\n\n{tables[name].strip()}\n"
        for name, title in BENCHMARKS.items()
        if name in tables
    ]
    return "\n".join([INTRODUCTION, *sections])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
