"""Programs with a module, ``m``, that transforms change, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import thence

SOURCES = Path(thence.__file__).parents[1]

# The transforms that the programs use: each appends a statement, in the stage that it is made for.
CHANGES = '''
import ast
import sys

sys.path.insert(0, {sources!r})

import thence


class Adding(thence.Transform):
    """Lets the list x of a module end with a letter more: its own name."""

    def __init__(self, letter, stage="source", version=1, only=("m",)):
        self.name, self.stage, self.version, self.only = letter, stage, version, only

    def wants(self, fullname, file):
        return self.only is None or fullname in self.only

    def transform(self, thing, fullname, file):
        statement = f"x = [*globals().get('x', ()), {{self.name!r}}]"
        if self.stage == "source":
            return f"{{thing}}\\n{{statement}}"
        if self.stage == "ast":
            thing.body += ast.parse(statement).body
            return thing
        return thing
'''


class Programs:
    """A folder with a module ``m``, and a way to run programs there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("m.py", "x = []")
        self.write("changes.py", CHANGES.format(sources=str(SOURCES)))

    def write(self, name: str, text: str) -> Path:
        """Write a file, its text dedented."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), encoding="utf-8")
        return file

    def start(
        self, text: str, *options: str, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a program, given as its text, to its end; it may keep bytecode."""
        file = self.write("program.py", text)
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        return subprocess.run(
            [sys.executable, *options, str(file)],
            cwd=self.folder,
            env={**inherited, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def output(self, text: str, *options: str, **environment: str) -> str:
        """What a program prints; it has to end well."""
        ended = self.start(text, *options, **environment)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.strip()

    def with_transforms(self, *transforms: str, then: str = "", **environment: str) -> str:
        """What a program prints that imports m under an installed thence with these transforms.

        Each is the arguments of ``Adding``.
        """
        listed = ", ".join(f"Adding({each})" for each in transforms)
        program = f"""
            from changes import *
            thence.install()
            thence.process_system.transforms += [{listed}]
            import m
            print("".join(m.x))
        """
        return self.output(textwrap.dedent(program) + textwrap.dedent(then), **environment)

    def kept(self) -> list[str]:
        """The bytecode files of m: what stands between the interpreter's tag and the suffix."""
        tag = f"m.{sys.implementation.cache_tag}"
        names = [each.name for each in self.folder.rglob("m.*.pyc")]
        return sorted(name.removeprefix(tag).removesuffix(".pyc") for name in names)


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    """An empty folder for programs, with its module."""
    return Programs(tmp_path)
