"""The suites of others, as ``suites.toml`` names them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("suites.toml")


@dataclass(frozen=True, slots=True)
class Suite:
    """A project of somebody else's, and those of its tests that are run."""

    project: str
    version: str
    files: list[str]
    extras: list[str]
    needs: list[str]
    options: list[str]
    note: str

    @property
    def pinned(self) -> str:
        """The project, as pip takes it."""
        return f"{self.project}=={self.version}"


def read_suites(file: Path = FILE) -> list[Suite]:
    """All suites, in the order of the file."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return [read_suite(project, table) for project, table in tables.items()]


def read_suite(project: str, table: dict[str, object]) -> Suite:
    """One suite; what its table leaves out is empty."""
    empty = {"extras": [], "needs": [], "options": [], "note": ""}
    return Suite(**{"project": project, **empty, **table})  # type: ignore[arg-type]
