"""Where editable installations lead to."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..gathering.files import text_of

FINDER = "__editable___*_finder.py"
MAPPINGS = ("MAPPING", "NAMESPACES")


def finder_targets(root: str) -> dict[str, list[str]]:
    """The places that setuptools' finders know, by the finder's file.

    A finder holds a literal ``MAPPING: dict[str, str] = {'pkg': '/src/pkg'}``.
    """
    return {str(file): list(targets_in(text_of(str(file)))) for file in Path(root).glob(FINDER)}


def targets_in(text: str) -> Iterator[str]:
    """The places in a finder's source; nothing where it has another form."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    for statement in tree.body:
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and is_mapping(statement):
            try:
                found = ast.literal_eval(statement.value) if statement.value else {}
            except ValueError:
                continue
            for place in found.values() if isinstance(found, dict) else ():
                yield from [place] if isinstance(place, str) else place


def is_mapping(statement: ast.Assign | ast.AnnAssign) -> bool:
    """Does it set one of the names that a finder keeps its places under?"""
    target = statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]
    return isinstance(target, ast.Name) and target.id in MAPPINGS


def gone(places: Iterable[str]) -> tuple[str, ...]:
    """Those that are not there: neither a folder nor, with an ending, a module."""
    return tuple(
        place for place in places if not Path(place).exists() and not Path(f"{place}.py").exists()
    )


def link_target(file: Path) -> str | None:
    """Where an ``.egg-link`` of ``setup.py develop`` leads to."""
    try:
        return file.read_text("utf-8").partition("\n")[0].strip() or None
    except (OSError, ValueError):
        return None
