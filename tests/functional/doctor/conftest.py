"""Runs programs with the doctor beside them, and plainly."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import thence

SOURCES = str(Path(thence.__file__).parent.parent)
COMMAND = (
    f"import sys; sys.path.insert(0, {SOURCES!r}); from thence.cli import main; sys.exit(main())"
)


class Doctor:
    """The command, in one folder."""

    def __init__(self, folder):
        self.folder = folder
        self.python = sys.executable
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}

    @property
    def start(self):
        """The text of a console script."""
        return f"#!{sys.executable}\n{COMMAND}\n"

    def write(self, name, text):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def plain(self, *words, **options):
        """What python does by itself."""
        return self._finish([self.python, *words], **options)

    def __call__(self, *words, before=(), **options):
        """What ``thence doctor`` does with these words; ``before`` are options for Python."""
        return self._finish(self.command(*words, before=before), **options)

    def command(self, *words, before=()):
        """The command line."""
        return [self.python, *before, "-c", COMMAND, "doctor", *words]

    def _finish(self, command, *, env=None, stdin="", **options):
        return subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            text=True,
            cwd=self.folder,
            env={**self.env, **(env or {})},
            timeout=60,
            check=False,
            **options,
        )


@pytest.fixture
def doctor(tmp_path):
    """The command, in an empty folder."""
    return Doctor(tmp_path)


@pytest.fixture
def sources():
    """The folder that thence is imported from."""
    return SOURCES
