"""The examples of README.md and docs/ do what they show.

A ``python`` block runs on its own, in an empty folder; one with ``>>>`` must print what it shows.
A ``console`` block runs in the repository when the line before it is ``<!-- run -->``, or
``<!-- run, exits 1 -->``: each line that begins with ``$`` is a command, the lines below are what
it prints, where ``...`` stands for anything. ``.venv/bin/`` is wherever the tests' Python is.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(
    r"^(?:<!-- (?P<mark>[^\n]*) -->\n\n?)?```(?P<kind>python|console)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
MARK = re.compile(r"run(?:, exits (?P<status>\d+))?")
RUN_DOCTEST = """
import doctest, sys
sys.exit(doctest.testfile(sys.argv[1], False, optionflags=doctest.ELLIPSIS).failed)
"""


class Block(NamedTuple):
    """A fenced block of a page: where it is, what was said of it, what it says."""

    where: str
    kind: str
    mark: str
    text: str


def blocks_in(text: str, page: str) -> list[Block]:
    r"""Find the blocks of a page.

    >>> blocks_in("# Title\n\n```python\nx = 1\n```\n", "page.md")
    [Block(where='page.md:3', kind='python', mark='', text='x = 1\n')]
    >>> blocks_in("<!-- run -->\n```console\n$ true\n```\n", "page.md")
    [Block(where='page.md:1', kind='console', mark='run', text='$ true\n')]
    """
    return [
        Block(
            f"{page}:{text.count(chr(10), 0, found.start()) + 1}",
            found["kind"],
            found["mark"] or "",
            found["text"],
        )
        for found in BLOCK.finditer(text)
    ]


def blocks_of(kind: str) -> list[Block]:
    """Find the blocks of a kind that are to be run, on all pages."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    texts = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in pages}
    found = [block for page, text in texts.items() for block in blocks_in(text, page)]
    ours = [block for block in found if block.kind == kind]
    return ours if kind == "python" else [block for block in ours if MARK.fullmatch(block.mark)]


def commands_in(text: str) -> list[tuple[str, str]]:
    r"""Split a console block into commands and what they print.

    >>> commands_in("$ echo a \\\n>   b\na b\n$ true\n")
    [('echo a \\\n  b', 'a b\n'), ('true', '')]
    """
    parts = re.split(r"^\$ (.*(?:\n> .*)*)\n", text, flags=re.MULTILINE)
    return [
        (command.replace("\n> ", "\n"), printed)
        for command, printed in zip(parts[1::2], parts[2::2], strict=True)
    ]


def run(command: list[str] | str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command, or a line of shell, as somebody who follows the page would."""
    # PYTHONDONTWRITEBYTECODE and the like are for whoever tests, not for the reader.
    return subprocess.run(
        command,
        shell=isinstance(command, str),
        cwd=folder,
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTHON")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("block", blocks_of("python"), ids=lambda block: block.where)
def test_a_python_example_runs(block: Block, tmp_path: Path):
    example = tmp_path / "example.py"
    example.write_text(block.text, encoding="utf-8")
    runner = ["-c", RUN_DOCTEST] if ">>> " in block.text else []

    done = run([sys.executable, *runner, str(example)], tmp_path)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("block", blocks_of("console"), ids=lambda block: block.where)
def test_a_console_example_prints_what_it_shows(block: Block):
    marked = MARK.fullmatch(block.mark)
    status = int((marked and marked["status"]) or 0)
    scripts = f"{Path(sys.executable).parent}/"

    for command, printed in commands_in(block.text):
        done = run(command.replace(".venv/bin/", scripts), ROOT)

        matches = doctest.OutputChecker().check_output(printed, done.stdout, doctest.ELLIPSIS)
        assert done.returncode == status, done.stdout
        assert matches or not printed, done.stdout


def test_the_pages_have_examples():
    assert blocks_of("python")
