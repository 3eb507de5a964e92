"""What recording adds to the same run on thence, beside what its peers add to a run on python."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import ENVIRONMENT, Runs, in_turns, python, ratio, table

from thence.launching.command_line import CommandLine
from thence.launching.plan import INSTALLED, Hook, Plan
from thence.launching.starting import starting_command
from thence.tracing import following, writing

ROUNDS = 40
DEEP_ROUNDS = 3  # it takes many times as long as the others
# What -X importtime writes is not looked at.
QUIETLY = ["sh", "-c", 'exec "$@" 2> /dev/null', "sh"]
PROGRAMS = {
    "django": "import django.contrib.admin, django.test, django.core.management.commands.check",
    "pandas": "import pandas",
    "sympy": "import sympy",
    "the standard library": "import asyncio, unittest.mock, xml.dom.minidom, http.server, pydoc",
}
COUNTED = "import sys; print(len(sys.modules))"


HEADER = [
    *("program", "modules", "on thence, ms", "recorded"),
    *("`-X importtime`", "cProfile", "metapathology", "`--deep`"),
]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.rec")
        writing.create(str(file))
        rows = [row(name, code, file) for name, code in PROGRAMS.items() if is_there(name)]
    print(table(HEADER, rows))
    print('\nWhat stands beside "recorded" is compared with the same run on python itself.')


def is_there(name: str) -> bool:
    """Can the program run here?"""
    return " " in name or importlib.util.find_spec(name) is not None


def row(name: str, code: str, file: Path) -> list[str]:
    """Run a program in all ways, in turns."""
    word = following.hook_argument(str(file), following.settings())
    hook = Hook(INSTALLED, following.__name__, "begin", word)
    script = file.with_name("program.py")  # metapathology runs a file
    script.write_text(f"{code}\n", "utf-8")
    untraced, traced, plain, importtime, profiled, *monitored = in_turns(
        [
            on_thence(code, Plan()),
            on_thence(code, Plan(hooks=[hook])),
            python(code),
            [*QUIETLY, *python(code, "-X", "importtime")],
            python(f"import cProfile; cProfile.run({code!r}, {str(file) + '.prof'!r})"),
            *by_metapathology(script),
        ],
        ROUNDS,
    )
    figures = [(traced, untraced), *((each, plain) for each in (importtime, profiled, *monitored))]
    shares = [share(runs, base) for runs, base in figures]
    deep = [share(*each) for each in deeply_monitored(script, code)]
    missing = ["not installed"] * (len(HEADER) - 3 - len(shares) - len(deep))
    return [name, modules_of(code), f"{untraced.least:.0f}", *shares, *deep, *missing]


def by_metapathology(script: Path, *options: str) -> list[list[str]]:
    """The command that has it monitor a script, if it is installed; its report goes to a file."""
    if importlib.util.find_spec("metapathology") is None:
        return []
    report = f"--report-json={script.with_suffix('.json')}"
    command = [sys.executable, "-m", "metapathology", *options, report, str(script)]
    return [[*QUIETLY, *command]]


def deeply_monitored(script: Path, code: str) -> list[tuple[Runs, Runs]]:
    """The runs with all that it can tell, and those on python itself."""
    deep = by_metapathology(script, "--deep")
    if not deep:
        return []
    monitored, plain = in_turns([*deep, python(code)], DEEP_ROUNDS)
    return [(monitored, plain)]


def share(runs: Runs, base: Runs) -> str:
    """How many times as much, and what the least runs of both say."""
    return f"{ratio(runs, base):.3f} (least: {runs.least / base.least:.3f})"


def on_thence(code: str, plan: Plan) -> list[str]:
    """The command that runs some code on thence."""
    return starting_command(CommandLine(python(code)), plan)


def modules_of(code: str) -> str:
    """How many modules the program has at its end."""
    command = python(f"{code}\n{COUNTED}")
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT)
    return done.stdout.strip()


if __name__ == "__main__":
    main()
