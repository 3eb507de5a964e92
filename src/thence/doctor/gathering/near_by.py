"""What lies near a name that was not found: like names, other environments, other definers."""

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..._engine import paths
from ...explaining.defined_names import names_of
from ...explaining.near_misses import importable_names
from ..evidence import Environment, Looked
from .files import text_of

SIMILAR = 0.75  # difflib's ratio
SIMILAR_WITHIN = 0.6  # within a package, where there are few to be confused with
MOST = 3
ENVIRONMENTS = (".venv", "venv", "env", ".env", "virtualenv")


def near_names(
    name: str, looked: Iterable[Looked], others: Iterable[str], similar: float
) -> tuple[str, ...]:
    """Names like the one that was not found; one that differs in case only comes first.

    ``others``: names that no place holds (the library's, and what was put into ``sys.modules``);
    ``similar``: how much alike they have to be, as difflib's ratio.
    """
    pool = dict.fromkeys(others)
    for row in looked:
        pool.update(dict.fromkeys(importable_names(row.place)))
    pool.pop(name, None)
    same = [each for each in pool if each.lower() == name.lower()]
    like = difflib.get_close_matches(name, pool, MOST, similar)
    return tuple(dict.fromkeys([*same, *like]))[:MOST]


def environments(
    folders: Iterable[str | None], prefix: str, names: Iterable[str]
) -> Iterator[Environment]:
    """Virtual environments in some folders that are not the running one."""
    wanted = list(names)
    for folder in dict.fromkeys(filter(None, folders)):
        for each in (folder, *(f"{folder}/{name}" for name in ENVIRONMENTS)):
            if not paths.is_file(f"{each}/pyvenv.cfg") or is_same(each, prefix):
                continue
            sites = [str(site) for site in Path(each).glob("lib/python*/site-packages")]
            found = {name for site in sites for name in importable_names(site)}
            python = f"{each}/bin/python"
            yield Environment(each, python, frozenset(found.intersection(wanted)))


def is_same(folder: str, prefix: str) -> bool:
    """Is it the environment that runs?"""
    try:
        return Path(folder).samefile(prefix)
    except OSError:
        return False


def definers(name: str, files: Iterable[str]) -> tuple[str, ...]:
    """Those of the source files that define a name at top level."""
    return tuple(file for file in files if file.endswith(".py") and name in defined_in(file))


def defined_in(file: str) -> frozenset[str]:
    """The names that a source file defines at top level."""
    import ast

    try:
        tree = ast.parse(text_of(file))
    except (SyntaxError, ValueError):
        return frozenset()
    return frozenset(name for statement in tree.body for name in names_of(statement))
