"""Programs in processes of their own, with thence in force or not."""

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
ADDRESS = re.compile(r"at 0x[0-9a-fA-F]+")


class Programs:
    """A folder with files, and a way to run them.

    ``boot`` is a module that programs may import first: it installs thence, or does nothing, so
    that the program is the same file in both cases.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def places(self) -> list[str]:
        """What a program has to have on its path: itself, thence, and what tests share."""
        return [str(self.folder), str(DATA), str(SOURCES)]

    def write(self, name: str, text: str = "") -> Path:
        """Write a file; its folders are made, its text is dedented."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), encoding="utf-8")
        return file

    def start(
        self, text: str, *options: str, thence: bool = True, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a program, given as its text, to its end."""
        program = self.write("program.py", text)
        boot = DATA / ("with_thence" if thence else "without_thence")
        places = map(str, (boot, DATA, SOURCES))
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        return subprocess.run(
            [sys.executable, *options, str(program)],
            cwd=self.folder,
            env={
                **inherited,
                "PYTHONPATH": os.pathsep.join(places),
                "PYTHONDONTWRITEBYTECODE": "1",
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def output(self, text: str, *options: str, thence: bool = True, **environment: str) -> str:
        """What a program prints; it has to end well."""
        ended = self.start(text, *options, thence=thence, **environment)
        assert ended.returncode == 0, ended.stderr
        assert not ended.stderr
        return ended.stdout

    def both(self, text: str, *options: str, **environment: str) -> tuple[str, str]:
        """The standard error of a program under thence, and under the interpreter alone.

        Addresses of objects are left out, and the two must have ended alike.
        """
        ours = self.start(text, *options, thence=True, **environment)
        theirs = self.start(text, *options, thence=False, **environment)
        assert (ours.returncode, ours.stdout) == (theirs.returncode, theirs.stdout), ours.stderr
        return ADDRESS.sub("at", ours.stderr), ADDRESS.sub("at", theirs.stderr)


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    """An empty folder for programs."""
    return Programs(tmp_path)
