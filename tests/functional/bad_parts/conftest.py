"""The same bad part put before each import system, and what came of it."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from import_systems import SYSTEMS
from observed_imports import of_bytecode, of_cache, of_finders, outcome
from without_privileges import give_up

import thence

HERE = Path(__file__).parent
SOURCES = Path(thence.__file__).parents[1]
SUPPORT = (HERE.parents[1] / "language_reference", HERE.parents[1] / "properties")
LONG_AGO = 1_600_000_000  # what bytecode says of its source does not depend on when a test runs
TOPS = ("wanted", "other", "third")

Files = Mapping[str, str | bytes | None]
Request = Callable[[Any, Path], Any]


def write_files(root: Path, files: Files) -> None:
    """Write files below a folder; None is a folder of its own."""
    root.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            place.mkdir()
        elif isinstance(content, bytes):
            place.write_bytes(content)
        else:
            place.write_text(textwrap.dedent(content), encoding="utf-8")
        os.utime(place, (LONG_AGO, LONG_AGO))


def seen_by(name: str, root: Path, files: Files, requests: tuple[Request, ...]) -> list[Any]:
    """What is to be seen after each request to a system, with these files on its path."""
    write_files(root, files)
    with SYSTEMS[name]() as system:
        system.path.append(str(root))
        seen = []
        for request in requests:
            came_of_it = outcome(lambda request=request: request(system, root), root)
            entries = [each for each in system.path_importer_cache if each.startswith(str(root))]
            finders = of_finders(system.path_importer_cache, sorted(entries))
            seen.append((came_of_it, of_cache(system.modules, TOPS), finders, of_bytecode(root)))
    return seen


def importing(name: str = "wanted") -> Request:
    """A request that imports a module."""
    return lambda system, root: system.import_module(name)


@pytest.fixture(name="importing")
def importing_fixture() -> Callable[..., Request]:
    """Make a request that imports a module, ``wanted`` by default."""
    return importing


@pytest.fixture(autouse=True)
def keeps_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytecode is written, beside its source, whatever the tests were started with."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


@pytest.fixture
def same(tmp_path: Path) -> Callable[..., list[Any]]:
    """Make requests of all systems, each in the same place with the same files.

    All have to see the same.
    """

    def compare(files: Files, *requests: Request) -> list[Any]:
        place, seen = tmp_path / "tree", {}
        for name in ("cpython", "thence", "installed"):
            seen[name] = seen_by(name, place, files, requests or (importing(),))
            place.rename(tmp_path / name)
        assert seen["thence"] == seen["cpython"]
        assert seen["installed"] == seen["cpython"]
        return seen["cpython"]

    return compare


@pytest.fixture
def run_program(tmp_path: Path) -> Callable[[str, str], subprocess.CompletedProcess[str]]:
    """Run a program for one system, bound by permissions.

    The program finds ``system`` and ``root`` defined, and that folder empty.
    """

    def run(name: str, text: str) -> subprocess.CompletedProcess[str]:
        root = tmp_path / "tree"
        root.mkdir()
        ended = subprocess.run(
            [sys.executable, "-c", program_text(name, root, text)],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            preexec_fn=give_up,
        )
        root.rename(tmp_path / name)
        return ended

    return run


def program_text(name: str, root: Path, text: str) -> str:
    """A program with its beginning."""
    beginning = (
        f"import sys\nsys.path[:0] = {[str(SOURCES), *map(str, SUPPORT)]!r}\n"
        "import os, pathlib\n"
        "from import_systems import SYSTEMS\n"
        "from observed_imports import of_bytecode, outcome\n"
        f"root = pathlib.Path({str(root)!r})\n"
        "sys.dont_write_bytecode = False\n"
        f"with SYSTEMS[{name!r}]() as system:\n"
        "    system.path.append(str(root))\n"
    )
    return beginning + textwrap.indent(textwrap.dedent(text), "    ")


@pytest.fixture
def programs(run_program: Callable[..., Any]) -> Callable[[str], list[str]]:
    """Run one program for each system; return the lines that it printed: the same each time."""

    def compare(text: str) -> list[str]:
        ended = {name: run_program(name, text) for name in ("cpython", "thence", "installed")}
        for each in ended.values():
            assert (each.returncode, each.stderr) == (0, "")
        assert ended["thence"].stdout == ended["cpython"].stdout
        assert ended["installed"].stdout == ended["cpython"].stdout
        return ended["cpython"].stdout.splitlines()

    return compare
