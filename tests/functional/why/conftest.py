"""Asks ``thence why`` in an empty project, and reads what it says."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import thence

SOURCES = str(Path(thence.__file__).parent.parent)


class Answer(NamedTuple):
    """What the command printed, and its exit status."""

    out: str
    err: str
    status: int

    @property
    def document(self):
        """The JSON document on standard output."""
        return json.loads(self.out)


class Project:
    """A folder to ask in."""

    def __init__(self, folder):
        self.folder = folder
        variables = {name: value for name, value in os.environ.items() if name[:6] != "PYTHON"}
        self.env = {**variables, "PYTHONPATH": SOURCES}
        self.env.pop("COLUMNS", None)
        self.before = ["-m", "thence"]

    def write(self, name, text=""):
        """Write a file of the project's; its folders are made."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def python(self, *words, env=None):
        """Run the interpreter by itself."""
        return self._run([sys.executable, *words], env)

    def why(self, *words, options=(), env=None):
        """Run the command."""
        return self._run([sys.executable, *options, *self.before, "why", *words], env)

    def explain(self, *words, **more):
        """Run the command, and read the JSON document."""
        answer = self.why("--json", *words, **more)
        assert answer.out, answer.err
        return answer.document

    def _run(self, command, env):
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=self.folder,
            env={**self.env, **(env or {})},
            timeout=120,
            check=False,
        )
        return Answer(ended.stdout, ended.stderr, ended.returncode)


@pytest.fixture
def project(tmp_path):
    """An empty folder, in which nothing may be executed unless a test says so."""
    return Project(tmp_path)


@pytest.fixture
def trap(project):
    """Source text that leaves a trace when it is executed; ``trap.sprung()`` tells."""
    return Trap(project.folder.parent / f"{project.folder.name}-executed")


class Trap:
    """Code that must not run."""

    def __init__(self, trace):
        self.trace = trace

    @property
    def code(self):
        """The source text."""
        return f"open({str(self.trace)!r}, 'a').write(__name__ + '\\n')\n"

    def sprung(self):
        """The modules that were executed after all."""
        return self.trace.read_text().split() if self.trace.exists() else []
