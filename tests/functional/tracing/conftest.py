"""Runs a command under ``thence trace``, and reads what was recorded."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import thence
from thence.tracing import load

SOURCES = str(Path(thence.__file__).parent.parent)
COMMAND = (
    f"import sys; sys.path.insert(0, {SOURCES!r}); from thence.cli import main; sys.exit(main())"
)

# Of a program that traces itself.
BEGIN = f"import sys; sys.path.insert(0, {SOURCES!r})\nimport os, thence"


class Tracer:
    """One folder with a program, and its recording."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "a.rec"
        self.env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def write(self, name, text):
        """Write a file of the program's."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text))
        return file

    def line(self, *words):
        """The command line of the command."""
        return [sys.executable, "-c", COMMAND, "trace", "-o", str(self.file), *words]

    def run(self, *words, status=0):
        """Run it to its end; returns what it printed."""
        ended = subprocess.run(
            self.line(*words),
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert ended.returncode == status, ended.stderr
        return ended

    def record(self, *words, status=0):
        """Run it to its end; returns the recording."""
        self.run("--quiet", *words, status=status)
        return self.recording()

    def recording(self):
        """What was recorded, with nothing lost."""
        recording = load(self.file)
        assert recording.damage == []
        return recording

    def run_untraced(self, *words):
        """What a program prints that runs on thence."""
        return self.plain("-c", COMMAND, "run", *words)

    def plain(self, *words):
        """What a program prints that runs on python itself."""
        line = [sys.executable, *words]
        ended = subprocess.run(
            line,
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def record_program(self, text, *options):
        """Run a program; returns its only process."""
        (process,) = self.record_program_with_children(text, *options)
        return process

    def record_program_with_children(self, text, *options):
        """Run a program; returns all its processes."""
        self.write("program.py", text)
        return self.record(*options, "program.py").processes

    def run_tracing(self, text):
        """What a program that traces itself prints, as lines."""
        file = self.write("program.py", text)
        file.write_text(BEGIN + file.read_text())
        return self.plain("program.py").splitlines()


@pytest.fixture
def tracer(tmp_path):
    return Tracer(tmp_path)


def only(process, fullname):
    """The one import of a module."""
    (found,) = [each for each in process.imports() if each.fullname == fullname]
    return found
