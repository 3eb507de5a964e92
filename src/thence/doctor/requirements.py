"""What distributions say they require."""

import re

from .evidence import Evidence
from .known.mended import numbers

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


CLAUSE = re.compile(r"(?P<how>===|~=|==|!=|<=|>=|<|>)\s*(?P<version>[^\s,;()]+)")


def violated(requirement: str, version: str) -> bool:
    """Does an installed version lie outside of what is required?

    >>> violated("attrs (>=22.2.0)", "21.2.0"), violated("protobuf<6.0dev,>=5.26.1", "5.27")
    (True, False)
    """
    clauses = CLAUSE.finditer(requirement.partition(";")[0])
    return any(
        not allows(each["how"], numbers(each["version"]), numbers(version)) for each in clauses
    )


def allows(how: str, bound: tuple[int, ...], version: tuple[int, ...]) -> bool:
    """Does one clause allow a version?  What cannot be read as numbers is allowed."""
    if not bound or not version:
        return True
    size = max(len(bound), len(version))
    left, right = (each + (0,) * (size - len(each)) for each in (version, bound))
    if how == "~=":
        return left >= right and version[: len(bound) - 1] == bound[:-1]
    same = version[: len(bound)] == bound if how in ("==", "!=") else left == right
    return {
        "==": same,
        "===": same,
        "!=": not same,
        "<=": left <= right,
        ">=": left >= right,
        "<": left < right,
        ">": left > right,
    }[how]


def unmet(evidence: Evidence, distribution: str, wanted: str) -> str | None:
    """What one distribution requires of another, if the installed version is not that."""
    line, installed = required(evidence, distribution, wanted), evidence.distribution(wanted)
    if line is None or installed is None or not violated(line, installed.version):
        return None
    return line
