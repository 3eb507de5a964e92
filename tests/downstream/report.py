"""The results, as docs/downstream.md shows them."""

from __future__ import annotations

from collections.abc import Iterator

from .outcomes import count
from .running import Result

HEAD = """\
# The tests of others, under thence

Written by `nox -s downstream`, which downloads the source distributions below, installs each with
what its tests need, and runs them twice: by `python -m pytest`, and by `thence run -m pytest`,
where the process and every Python that it starts run on thence. The outcome of each test is
compared by its name. A test that fails without thence, too, does not differ.

| project | version | Python | tests | passed | failed | skipped | differing |
|---|---|---|---:|---:|---:|---:|---:|
"""


def document(results: list[Result]) -> str:
    """The whole page."""
    return HEAD + "".join(map(row, results)) + "\n" + "".join(sections(results))


def row(result: Result) -> str:
    """One line of the table; passed, failed and skipped are those under thence."""
    ours = result.thence.outcomes
    failed = count(ours, "failed") + count(ours, "error")
    skipped = count(ours, "skipped") + count(ours, "xfailed")
    cells = [result.suite.project, result.suite.version, result.python]
    numbers = [len(result.plain.outcomes), count(ours, "passed"), failed, skipped]
    return "| " + " | ".join(map(str, [*cells, *numbers, len(result.differences)])) + " |\n"


def sections(results: list[Result]) -> Iterator[str]:
    """What was run, then each difference."""
    yield "## What was run\n\n"
    for suite in {result.suite.project: result.suite for result in results}.values():
        note = f"; {suite.note}" if suite.note else ""
        yield f"- **{suite.project}**: {', '.join(f'`{file}`' for file in suite.files)}{note}\n"
    differing = [result for result in results if result.differences]
    if differing:
        yield "\n## What differs\n\n"
    for result in differing:
        for each in result.differences:
            where = f"{result.suite.project}, {result.python}"
            yield f"- {where}: `{each.test}`: {each.plain}; under thence {each.thence}\n"
