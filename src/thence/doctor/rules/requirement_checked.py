"""TH079: a program checks what is installed before it runs, and that is not what it requires.

``pkg_resources`` and ``importlib.metadata`` look at the metadata alone: whether the modules could
be imported does not matter.
"""

import re
from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame, is_library
from ..finding import Finding
from ..questions import culprit_at, pip, place

CODE, NAME = "TH079", "requirement-checked"
CONFLICT = re.compile(
    r"\((?P<name>\S+) (?P<version>\S+) \(.*?\), Requirement\.parse\('(?P<needs>[^']+)'\)"
    r"(?:, \{(?P<by>[^}]*)\})?"
)
ABSENT = re.compile(
    r"The '(?P<needs>[^']+)' distribution was not found and is required by (?P<by>[^\n]+)"
    r"|^No package metadata was found for (?P<name>\S+)$"
)


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a distribution that is not there, or in another version."""
    for error in evidence.error.chain:
        if error.is_a("ResolutionError") and (found := CONFLICT.search(error.message)):
            by = names_in(found["by"] or "")
            there = f"{found['name']} {found['version']} is installed"
            yield finding(evidence, error, there, found["needs"], by)
        elif error.is_a("DistributionNotFound", "PackageNotFoundError"):
            said = ABSENT.search(error.message)
            needs = (said["needs"] or said["name"]) if said else None
            if said and needs and evidence.distribution(needs) is None:
                there = f"{needs} is not installed"
                yield finding(evidence, error, there, needs, said["by"] or "")


def names_in(text: str) -> str:
    """The names of a set, as it is written.

    >>> names_in("'botocore', 'awscli'")
    'botocore and awscli'
    """
    return " and ".join(part.strip(" '\"") for part in text.split(",") if part.strip())


def finding(evidence: Evidence, error: Error, there: str, needs: str, by: str) -> Finding:
    """What is there, and who requires what."""
    frame = checking_line(error)
    by = "" if by.rstrip(". ") in ("the application", "this application") else by
    package = evidence.distribution(by)
    whose = f"{package.name} {package.version}" if package else by
    asked = f"{whose} requires {needs}" if whose else f"{needs} is asked for"
    name = re.split("[<>=!~ ]", needs)[0]
    frozen = [f"pack its metadata: pyinstaller --copy-metadata {name} SCRIPT"]
    mends = frozen if evidence.interpreter.frozen else []
    mends += [pip(evidence, repr(needs) if re.search("[<>=!~]", needs) else needs)]
    if package:
        mends.append(f"upgrade {by}: {pip(evidence, f'--upgrade {by}')}")
    python = evidence.interpreter.executable or "python"
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"{there}, and {asked}: the check of the metadata fails before anything is imported",
        culprit=culprit_at(frame),
        evidence=[place(frame)] if frame else [],
        mends=[*mends, f"see what else does not fit: {python} -m pip check"],
    )


def checking_line(error: Error) -> Frame | None:
    """The last line that is neither the library's nor of ``pkg_resources``: who asked for it."""
    frames = [each for each in error.frames if "/pkg_resources/" not in each.file]
    own = [each for each in frames if not is_library(each.owner)]
    return next(iter(own[::-1]), None)
