"""Budgets as they are written in ``pyproject.toml``: ``[tool.thence.budget.NAME]``."""

import re
import shlex
import tomllib
from dataclasses import dataclass
from pathlib import Path

from .budget import Budget

SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(B|kB|MB|GB)?")
FACTORS = {None: 1, "B": 1, "kB": 1000, "MB": 1_000_000, "GB": 1_000_000_000}
KEYS = ("command", "modules", "bytes", "time_ratio", "forbidden", "not_before")
PYTHONS = ("python", "python3")


class SettingsError(Exception):
    """A budget cannot be understood; the message says where, what and what to do."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A named budget, and the command that it is for: what would follow ``python``."""

    name: str
    command: tuple[str, ...]
    budget: Budget


def read_settings(file: Path) -> dict[str, Setting]:
    """The budgets of a project by their names.  Raises SettingsError."""
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"cannot read {file}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} is no TOML: {error}") from error
    tables = found.get("tool", {}).get("thence", {}).get("budget", {})
    if not isinstance(tables, dict) or not all(isinstance(each, dict) for each in tables.values()):
        raise SettingsError(
            f"{file}: [tool.thence.budget] holds tables: [tool.thence.budget.NAME]"
        )
    return {name: setting_of(name, table, str(file)) for name, table in tables.items()}


def setting_of(name: str, table: dict[str, object], file: str) -> Setting:
    """One budget.  Raises SettingsError."""
    where = f"{file}: [tool.thence.budget.{name}]"
    unknown = [key for key in table if key not in KEYS]
    if unknown:
        raise SettingsError(f"{where}: there is no {unknown[0]!r}; there are {', '.join(KEYS)}")
    return Setting(
        name,
        command_of(table.get("command", ()), where),
        Budget(
            modules=whole_number(table.get("modules"), f"{where} modules"),
            size=size_of(table.get("bytes"), f"{where} bytes"),
            time_ratio=ratio_of(table.get("time_ratio"), f"{where} time_ratio"),
            forbidden=names_of(table.get("forbidden", ()), f"{where} forbidden"),
            not_before=order_of(table.get("not_before", {}), f"{where} not_before"),
        ),
    )


def command_of(value: object, where: str) -> tuple[str, ...]:
    """The words of a command, without a leading ``python``."""
    try:
        words = (
            tuple(shlex.split(value))
            if isinstance(value, str)
            else names_of(value, f"{where} command")
        )
    except ValueError as error:
        raise SettingsError(f"{where} command: {error}") from error
    return words[1:] if words and words[0] in PYTHONS else words


def whole_number(value: object, where: str) -> int | None:
    """A number of things."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    raise SettingsError(f"{where}: {value!r} is no number of things, such as 120")


def size_of(value: object, where: str) -> int | None:
    """A number of bytes, or a text with a unit."""
    found = SIZE.fullmatch(value) if isinstance(value, str) else None
    if found is not None:
        return round(float(found[1]) * FACTORS[found[2]])
    if isinstance(value, str):
        raise SettingsError(f"{where}: {value!r} is no size, such as 2_000_000 or '2 MB'")
    return whole_number(value, where)


def ratio_of(value: object, where: str) -> float | None:
    """A part of a whole."""
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise SettingsError(f"{where}: {value!r} is no part of the whole time, such as 0.5")


def names_of(value: object, where: str) -> tuple[str, ...]:
    """A list of texts."""
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise SettingsError(f"{where}: {value!r} is no list of names, such as ['numpy']")


def order_of(value: object, where: str) -> tuple[tuple[str, str], ...]:
    """Pairs (late, early), from a table that says for each early module which are late."""
    if not isinstance(value, dict):
        raise SettingsError(f"{where}: {value!r} is no table, such as {{'app.setup' = ['numpy']}}")
    return tuple(
        (late, early)
        for early, several in value.items()
        for late in names_of(several, f"{where} {early}")
    )
