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


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for pytest's "import file mismatch"."""
    for error in evidence.error.chain:
        found = MISMATCH.search(error.message)
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
