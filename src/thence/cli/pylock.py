"""The wheels in a ``pylock.toml`` (PEP 751): which of them this Python takes, and their hashes."""

import tomllib
from pathlib import Path
from typing import Any

from packaging.tags import Tag, sys_tags
from packaging.utils import parse_wheel_filename

from ..sources.policy import absolute


def compatible_wheels(file: Path) -> dict[str, str]:
    """Path entry -> sha256, of the best wheel of each package.

    Raises ValueError for what is no such file, and for a package without a wheel for this Python.
    """
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    if not str(data.get("lock-version", "")).startswith("1."):
        raise ValueError(f"it is no pylock.toml: its lock-version is {data.get('lock-version')!r}")
    order = {tag: rank for rank, tag in enumerate(sys_tags())}
    found = {}
    for package in data.get("packages", []):
        wheel = best_wheel(package, order)
        found[place_of(wheel, file)] = str(wheel["hashes"]["sha256"])
    return found


def best_wheel(package: dict[str, Any], order: dict[Tag, int]) -> dict[str, Any]:
    """The wheel that fits this Python best.  Raises ValueError when there is none."""
    ranked: list[tuple[int, int, dict[str, Any]]] = []
    for wheel in package.get("wheels", []):
        _, _, _, tags = parse_wheel_filename(name_of(wheel))
        ranks = [order[tag] for tag in tags if tag in order]
        if ranks and "sha256" in wheel.get("hashes", {}):
            ranked.append((min(ranks), len(ranked), wheel))
    if not ranked:
        raise ValueError(f"{package.get('name')} has no wheel with a sha256 for this Python")
    best: dict[str, Any] = min(ranked)[2]
    return best


def name_of(wheel: dict[str, Any]) -> str:
    """The file's name."""
    place = str(wheel.get("url") or wheel.get("path") or "")
    return str(wheel.get("name") or place.rpartition("/")[2])


def place_of(wheel: dict[str, Any], file: Path) -> str:
    """The path entry of a wheel: its URL, or its path, which is relative to the lock."""
    if "url" in wheel:
        return absolute(wheel["url"])
    return absolute(str((file.parent / wheel["path"]).absolute()))
