"""What distributions say they require."""

import re

from .evidence import Evidence

NAME = re.compile(r"^\s*(?P<name>[A-Za-z0-9._-]+)")
EXTRA = re.compile(r"extra\s*==\s*['\"](?P<extra>[^'\"]+)['\"]")


def folded(name: str) -> str:
    """A name in the form in which names are compared."""
    return name.lower().replace("_", "-").replace(".", "-")


def extras_for(evidence: Evidence, module: str) -> list[str]:
    """What to install for a module that a distribution requires for an extra.

    >>> from .evidence import Package
    >>> psycopg = Package("psycopg", requires=('psycopg-binary (==3) ; extra == "binary"',))
    >>> extras_for(Evidence(packages=(psycopg,)), "psycopg_binary")
    ['psycopg[binary]']
    """
    wanted = folded(module.partition(".")[0])
    found = []
    for package in evidence.packages:
        for line in package.requires:
            name, extra = NAME.match(line), EXTRA.search(line)
            if name and extra and folded(name["name"]) == wanted:
                found.append(f"{package.name}[{extra['extra']}]")
    return found


def required(evidence: Evidence, distribution: str, wanted: str) -> str | None:
    """How one distribution requires another: "click (>=8.1)"; None if it does not say."""
    package = evidence.distribution(distribution)
    for line in package.requires if package else ():
        name = NAME.match(line)
        if name and folded(name["name"]) == folded(wanted) and not EXTRA.search(line):
            return line.partition(";")[0].strip()
    return None
