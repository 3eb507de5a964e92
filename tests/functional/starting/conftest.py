"""Programs that are started in every way in which a Python can be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import thence

SOURCES = Path(thence.__file__).parents[1]
DATA = Path(__file__).with_name("data")
SHARED = Path(__file__).parents[1] / "installing" / "data"
COMMAND = "import sys; sys.path.insert(0, {0!r}); from thence.cli import main; sys.exit(main())"
ADDRESS = re.compile(r"0x[0-9a-fA-F]+")

Ended = subprocess.CompletedProcess[str]


class Starting:
    """A folder with files, and ways to start Python in it."""

    sources = SOURCES
    data = DATA
    # What a program has to have on its path to use round_trip.
    places = tuple(map(str, (DATA, SHARED, SOURCES)))
    # The command line of ``thence run``, without its console script.
    thence_run = (sys.executable, "-c", COMMAND.format(str(SOURCES)), "run")

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, text: str = "") -> Path:
        """Write a file; its folders are made, its text is dedented."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), encoding="utf-8")
        return file

    def program(self, text: str, name: str = "program.py") -> str:
        """Write a program that finds round_trip and thence, even under -I; return its path."""
        header = f"import sys; sys.path[1:1] = {self.places!r}\n"
        return str(self.write(name, header + textwrap.dedent(text)))

    def environment(self, **more: str) -> dict[str, str]:
        """The environment, without what changes a start."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COVERAGE"))}
        return {**kept, "PYTHONDONTWRITEBYTECODE": "1", **more}

    def start(self, *command: str | Path, stdin: str = "", **environment: str) -> Ended:
        """Run a command to its end."""
        return subprocess.run(
            list(map(str, command)),
            input=stdin,
            cwd=self.folder,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )

    def python(self, *words: str | Path, stdin: str = "", **environment: str) -> Ended:
        """Run ``python *words``."""
        return self.start(sys.executable, *words, stdin=stdin, **environment)

    def run(self, *words: str | Path, stdin: str = "", **environment: str) -> Ended:
        """Run ``thence run *words``."""
        return self.start(*self.thence_run, *words, stdin=stdin, **environment)

    def same(self, *words: str | Path, stdin: str = "", **environment: str) -> str:
        """The output of a command line, which ``python`` and ``thence run`` have to agree on."""
        theirs = self.python(*words, stdin=stdin, **environment)
        ours = self.run(*words, stdin=stdin, **environment)
        assert seen(ours) == seen(theirs)
        return theirs.stdout


def seen(ended: Ended) -> tuple[int, str, str]:
    """What somebody sees of a process, without the addresses of objects."""
    return (ended.returncode, ADDRESS.sub("0x", ended.stdout), ADDRESS.sub("0x", ended.stderr))


@pytest.fixture
def starting(tmp_path: Path) -> Starting:
    """A folder with a package ``wanted`` that no test has imported."""
    made = Starting(tmp_path)
    made.write("wanted/__init__.py", "answer = 42\n")
    made.write("wanted/inner.py", "from . import answer\nassert answer == 42\n")
    return made
