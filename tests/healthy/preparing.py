"""What has to be there before a program can run: its environment, and a fresh tree of files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.downstream.fetching import Unavailable, run, unpack

from .programs import Environment, Program


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one environment, with what is run there."""

    folder: Path

    @property
    def bin(self) -> Path:
        """Where its interpreter and its console scripts are."""
        return self.folder / "environment" / "bin"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.bin / "python"


def prepare(environment: Environment, python: str, wheel: Path, place: Place) -> None:
    """Make the environment, with thence in it."""
    if not place.python.exists():
        run(python, "-m", "venv", place.folder / "environment")
    install = (sys.executable, "-m", "pip", "--python", place.python, "install", "--quiet")
    run(*install, *environment.packages)
    run(*install, "--force-reinstall", "--no-deps", wheel)
    run(*install, wheel)


def lay_out(program: Program, archives: Path, tree: Path) -> None:
    """A fresh tree of the program's files; each run has the same path, for it may be printed."""
    shutil.rmtree(tree, ignore_errors=True)
    if program.sdist:
        unpack(fetched(program.sdist, archives), tree)
    tree.mkdir(parents=True, exist_ok=True)
    for name, text in program.files.items():
        file = tree / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def fetched(pinned: str, archives: Path) -> Path:
    """The archive of a source distribution."""
    archives.mkdir(parents=True, exist_ok=True)
    name = f"{pinned.replace('==', '-')}.tar.gz"
    if not (archives / name).exists():
        only_source = ("--no-binary", ":all:", "--no-deps", "--dest", archives)
        run(sys.executable, "-m", "pip", "download", "--quiet", *only_source, pinned)
    if not (archives / name).exists():
        raise Unavailable(f"{pinned}: no {name} on the index")
    return archives / name


def version_of(distribution: str, place: Place) -> str:
    """The version of what is installed there."""
    code = f"from importlib.metadata import version; print(version({distribution!r}))"
    if not distribution:
        code = "import platform; print(platform.python_version())"
    done = subprocess.run([place.python, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip()
