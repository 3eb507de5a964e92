"""TH021: two test files have one name, and pytest imports each as a module at top level."""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Culprit, Finding

CODE, NAME = "TH021", "duplicate-test-module"
MISMATCH = re.compile(
    r"imported module '(?P<name>[\w.]+)' has this __file__ attribute:\s+(?P<first>\S+)\s+"
    r"which is not the same as the test file we want to collect:\s+(?P<second>\S+)"
)


COPIES = re.compile(
    r"\('(?P<name>[\w.]+)', '(?P<first>[^']+)', (?:\w*Path)?\(?'(?P<second>[^']+)'"
)


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for pytest's "import file mismatch"."""
    for error in evidence.error.chain:
        found = MISMATCH.search(error.message)
        copies = COPIES.search(error.message) if error.is_a("ImportPathMismatchError") else None
        if copies and not found:
            yield two_copies(*copies.group("name", "first", "second"))
            return
        if not found:
            continue
        folders = [found[each].rpartition("/")[0] for each in ("first", "second")]
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"two test files have the same basename, and no __init__.py beside them: both are "
                f"imported as {found['name']!r}, and the first one keeps the name"
            ),
            culprit=Culprit(found["second"], 1),
            evidence=[f"{found['name']} is {found['first']}", f"collected was {found['second']}"],
            mends=[
                f"add an __init__.py to {folders[0]} and to {folders[1]}",
                "run pytest --import-mode=importlib",
                f"rename {found['second']}",
            ],
        )
        return


def two_copies(name: str, first: str, second: str) -> Finding:
    """A package lies at two places, and pytest collects the one that was not imported."""
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{name} was imported from {first}, and pytest collects {second}: the package lies "
            "there twice"
        ),
        culprit=Culprit(first, 1),
        evidence=[f"{name} is {first}", f"collected was {second}"],
        mends=[
            "install the project in place: python -m pip install -e .",
            f"remove the other copy, that of {first}",
            "run pytest --import-mode=importlib",
        ],
    )
