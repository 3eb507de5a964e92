"""The results, as docs/healthy.md shows them."""

from __future__ import annotations

from collections.abc import Iterator

from .running import Result

HEAD = """\
# Healthy programs under the doctor

Written by `nox -s healthy`, which installs the programs below (`tests/healthy/programs.toml`)
with what they need, and runs each twice: plainly, and by `thence doctor --`. What both printed on
standard output and standard error is compared after times, addresses and process numbers were
masked, and so is the exit status. "none": there was no difference, and so the doctor
said nothing.

| program | version | Python | command | differences |
|---|---|---|---|---|
"""


def document(results: list[Result]) -> str:
    """The whole page."""
    return HEAD + "".join(map(row, results)) + "".join(details(results))


def row(result: Result) -> str:
    """One line of the table."""
    program = result.program
    command = " ".join(result.program.command).replace("|", "\\|").replace("\n", "; ")
    short = command if len(command) <= 70 else f"{command[:70]}…"
    count = len(list(result.differences()))
    name = f"{program.name} ({program.note})" if program.note else program.name
    cells = [name, result.version, result.python, f"`{short}`", str(count or "none")]
    return f"| {' | '.join(cells)} |\n"


def details(results: list[Result]) -> Iterator[str]:
    """Each difference."""
    for result in results:
        for each in result.differences():
            where = f"{result.program.name}, {result.python}"
            yield f"\n## {where}\n\n```text\n{each}\n```\n"
