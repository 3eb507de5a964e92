"""Large trees, and what it costs to import from them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import thence

SOURCES = Path(thence.__file__).parents[1]
DATA = Path(__file__).with_name("data")
SYSTEMS = ("installed", "private")

# Thence's functions are smaller than importlib's: the same work is more calls.
MORE_CALLS = 1.6

Cost = Callable[..., Any]


def reported(program: str, *words: str, keeps_bytecode: bool = False, **arguments: Any) -> Any:
    """What a program in ``data`` reports, in a bare interpreter."""
    options = ["-I", "-S"] if keeps_bytecode else ["-I", "-S", "-B"]
    ended = subprocess.run(
        [sys.executable, *options, str(DATA / program), *words],
        input=json.dumps(arguments),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


@pytest.fixture
def cost() -> Cost:
    """Plays a scenario of ``data/costs.py`` on a system."""

    def play(system: str, scenario: str, **arguments: Any) -> Any:
        return reported("costs.py", system, str(SOURCES), scenario, **arguments)

    return play


def is_linear(costs: list[int]) -> bool:
    """Do costs for n, 2n and 4n things grow by the same amount for each thing?"""
    once, twice, four_times = costs
    return four_times - twice == 2 * (twice - once)


def growth(costs: list[int]) -> int:
    """How much the costs for n, 2n and 4n things grow."""
    return costs[-1] - costs[0]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for large trees, which is not kept."""
    made = tmp_path_factory.mktemp("large")
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def entries(folder: Path) -> list[str]:
    """2,000 folders with a portion of the namespace package ``spread`` each."""
    made = []
    for number in range(2000):
        portion = folder / "path" / str(number) / "spread"
        portion.mkdir(parents=True)
        (portion / f"part{number}.py").touch()
        made.append(str(portion.parent))
    return made


def folder_with_modules(folder: Path, count: int) -> str:
    """A folder with so many modules, ``filed0.py`` and so on."""
    made = folder / f"modules{count}"
    made.mkdir()
    for number in range(count):
        (made / f"filed{number}.py").touch()
    return str(made)


@pytest.fixture(scope="session")
def large_folders(folder: Path) -> dict[int, str]:
    """How many modules -> the folder with them."""
    return {count: folder_with_modules(folder, count) for count in (100, 5000, 20_000)}


@pytest.fixture(scope="session")
def nested(folder: Path) -> str:
    """The folder of a package ``nested`` in a package ``nested`` and so on, 300 deep."""
    place = folder / "deep"
    for _ in range(300):
        place /= "nested"
        place.mkdir(parents=True)
        (place / "__init__.py").touch()
    return str(folder / "deep")
