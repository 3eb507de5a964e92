"""Where a name is defined that a distribution does not have, or not any more: in what it needs."""

import re
from collections.abc import Iterable
from pathlib import Path

from ..evidence import Error, Package
from .near_by import defined_in
from .packages import whole

LEVELS = 2  # of what is required by what is required
MOST = 40  # distributions
NAME = re.compile(r"[A-Za-z0-9._-]+")
ASKED = re.compile(r"(?:cannot import name|has no attribute) '(?P<name>\w+)'")


def homes_of(error: Error, packages: Iterable[Package]) -> dict[str, tuple[str, ...]]:
    """The top-level modules that define a name, among what the read distributions require."""
    names = {found["name"] for each in error.chain if (found := ASKED.search(each.message))}
    if not names:
        return {}
    rows = list(packages)
    files = modules_of(required(rows))
    return {
        name: homes
        for name in names
        if (homes := tuple(module for module, file in files.items() if name in defined_in(file)))
    }


def required(packages: list[Package]) -> list[Package]:
    """What they require, and what that requires, as far as it is installed."""
    known = {folded(each.name): each for each in packages}
    todo = [each for each in packages if each.requires]
    found: dict[str, Package] = {}
    for _ in range(LEVELS):
        names = [
            match[0] for each in todo for line in each.requires if (match := NAME.match(line))
        ]
        todo = [known[folded(name)] for name in names if folded(name) in known]
        todo = [read(each) for each in todo if each.name not in found][:MOST]
        found.update((each.name, each) for each in todo)
    return list(found.values())


def read(package: Package) -> Package:
    """A distribution with its metadata, which was not of interest so far."""
    folder = Path(package.root, f"{package.name}-{package.version}.dist-info")
    return whole(folder, package.name, package.version) if not package.files else package


def modules_of(packages: list[Package]) -> dict[str, str]:
    """The files of their top-level modules."""
    return {
        name: f"{each.root}/{file}"
        for each in packages
        for file in sorted(each.files)
        if (name := top_level(file))
    }


def top_level(file: str) -> str | None:
    """The top-level module that a file of a distribution is.

    >>> top_level("markupsafe/__init__.py"), top_level("six.py"), top_level("a/b.py")
    ('markupsafe', 'six', None)
    """
    parts = file.removesuffix(".py").split("/")
    if len(parts) == 1 or parts[1:] == ["__init__"]:
        return parts[0]
    return None


def folded(name: str) -> str:
    """A name in the form in which names are compared."""
    return name.lower().replace("-", "_").replace(".", "_")
