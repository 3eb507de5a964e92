"""Where editable installations lead to."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .files import files_in, may_be_there, text_of

FINDER = "__editable___*_finder.py"
PATH_FILE = "__editable__.*.pth"
LINK = "*.egg-link"
# "mine_1_0" of __editable___mine_1_0_finder.py, "mine-1.0" of __editable__.mine-1.0.pth
MARK = re.compile(r"^__editable__[._](?P<what>.+?)(?:_finder\.py|\.pth)$")
MAPPINGS = ("MAPPING", "NAMESPACES")


def finder_targets(root: str) -> dict[str, list[str]]:
    """The places that setuptools' finders know, by the finder's file.

    A finder holds a literal ``MAPPING: dict[str, str] = {'pkg': '/src/pkg'}``.
    """
    return {str(file): list(targets_in(text_of(str(file)))) for file in files_in(root, FINDER)}


def targets_in(text: str) -> Iterator[str]:
    """The places in a finder's source."""
    return (place for _, place in mapped_in(text))


def mapped_in(text: str) -> Iterator[tuple[str, str]]:
    """The modules in a finder's source and their places; nothing where it has another form."""
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
            for name, places in found.items() if isinstance(found, dict) else ():
                yield from ((name, p) for p in ([places] if isinstance(places, str) else places))


def is_mapping(statement: ast.Assign | ast.AnnAssign) -> bool:
    """Does it set one of the names that a finder keeps its places under?"""
    target = statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]
    return isinstance(target, ast.Name) and target.id in MAPPINGS


def gone(places: Iterable[str]) -> tuple[str, ...]:
    """Those that are not there: neither a folder nor, with an ending, a module."""
    return tuple(
        each for each in places if not may_be_there(each) and not may_be_there(f"{each}.py")
    )


def link_target(file: Path) -> str | None:
    """Where an ``.egg-link`` of ``setup.py develop`` leads to."""
    try:
        return file.read_text("utf-8").partition("\n")[0].strip() or None
    except (OSError, ValueError):
        return None


def plain(text: str) -> str:
    """A name in the form in which those of the files can be compared.

    >>> plain("Mine-1.0"), plain("mine_1_0")
    ('mine_1_0', 'mine_1_0')
    """
    return re.sub(r"\W+|_+", "_", text).lower()


def is_of_one(name: str, distributions: Iterable[str]) -> bool:
    """Does a file's name say that it is one of these distributions'?"""
    found = MARK.match(name)
    what = plain(found["what"]).lstrip("_") if found else ""
    return any(f"{what}_".startswith(f"{each}_") for each in distributions)


def places_in(file: Path) -> Iterator[str]:
    """Where a finder, or the lines of a path file, lead to."""
    text = text_of(str(file))
    if file.suffix == ".py":
        yield from targets_in(text)
        return
    lines = (line.strip() for line in text.splitlines())
    yield from (line for line in lines if line.startswith("/"))
