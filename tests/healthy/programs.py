"""The healthy programs of others, as ``programs.toml`` names them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

FILE = Path(__file__).with_name("programs.toml")


@dataclass(frozen=True, slots=True)
class Program:
    """One program: what it is made of, and how it is started."""

    name: str
    environment: str
    command: list[str]
    of: str  # the distribution whose version is told; empty: Python itself
    files: dict[str, str] = field(default_factory=dict)
    sdist: str = ""  # a source distribution in whose tree it is started: "attrs==26.1.0"
    env: dict[str, str] = field(default_factory=dict)
    mask: list[str] = field(default_factory=list)  # more of what differs from run to run
    until: str = ""  # of a server: it is interrupted after it has said that
    status: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Environment:
    """What is installed for some programs."""

    name: str
    packages: list[str]


def read_programs(file: Path = FILE) -> tuple[list[Environment], list[Program]]:
    """All environments and programs, in the order of the file."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    environments = [Environment(*each) for each in tables["environments"].items()]
    programs: dict[str, Program] = {}
    for table in tables["program"]:
        if isinstance(table.get("files"), str):  # the same as those of another program
            table["files"] = next(
                e["files"] for e in tables["program"] if e["name"] == table["files"]
            )
        programs[table["name"]] = Program(**table)
    return environments, list(programs.values())
