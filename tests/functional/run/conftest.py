"""Runs one command line twice: by python, and by ``thence run``."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import thence

SOURCES = str(Path(thence.__file__).parent.parent)
# The command, as its console script starts it, without anything in the environment.
COMMAND = (
    f"import sys; sys.path.insert(0, {SOURCES!r}); from thence.cli import main; sys.exit(main())"
)

ADDRESS = re.compile(r"at 0x[0-9a-f]+")


class Both:
    """The two ways to run a program, in one folder."""

    def __init__(self, folder):
        self.folder = folder
        self.env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    @property
    def command(self):
        """The code that starts the command ``thence``."""
        return COMMAND

    @property
    def sources(self):
        """The folder that thence is imported from."""
        return SOURCES

    def write(self, name, text):
        """Write a file of the program's; its folders are made."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def plain(self, *words, **options):
        return self.finish([sys.executable, *words], **options)

    def thence(self, *words, before=(), **options):
        return self.finish([sys.executable, *before, "-c", COMMAND, "run", *words], **options)

    def finish(self, command, *, stdin=b"", env=None, cwd=None, **options):
        ended = subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            cwd=cwd or self.folder,
            env={**self.env, **(env or {})},
            timeout=120,
            check=False,
            **options,
        )
        shown = (ADDRESS.sub("at 0x", out.decode()) for out in (ended.stdout, ended.stderr))
        return (*shown, ended.returncode)

    def same(self, *words, **options):
        """Assert that nobody could tell one from the other; return what they did."""
        expected = self.plain(*words, **options)

        assert self.thence(*words, **options) == expected
        return expected


@pytest.fixture
def both(tmp_path):
    """The two ways to run a program, in an empty folder."""
    return Both(tmp_path)
