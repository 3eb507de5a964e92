"""What the tests of the house itself look at: the sources as syntax trees, the repository."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src"


def parsed(folder: Path) -> dict[str, ast.Module]:
    """Map each source file's path, relative to src, to its syntax tree."""
    files = sorted(folder.rglob("*.py"))
    return {
        file.relative_to(SOURCES).as_posix(): ast.parse(file.read_text(encoding="utf-8"))
        for file in files
    }


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def sources() -> Mapping[str, ast.Module]:
    """All files of the package."""
    return parsed(SOURCES / "thence")


@pytest.fixture(scope="session")
def engine() -> Mapping[str, ast.Module]:
    """The files of the engine."""
    files = parsed(SOURCES / "thence" / "_engine")
    assert files, "there is no engine to look at"
    return files
