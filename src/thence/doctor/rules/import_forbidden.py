"""TH049: None in ``sys.modules`` forbids an import."""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import asker, place
from ..stubs import culprit_of_stub

CODE, NAME = "TH049", "import-forbidden"
HALTED = re.compile(r"import of '?(?P<name>[\w.]+)'? halted; None in sys\.modules")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name for which somebody put None into the cache."""
    for error in evidence.error.chain:
        found = HALTED.search(error.message)
        culprit = culprit_of_stub(evidence, found["name"]) if found else None
        if not found or culprit is None:
            continue
        name, frame = found["name"], asker(error)
        yield Finding(
            code=CODE,
            name=NAME,
            cause=f"sys.modules[{name!r}] is None, which forbids the import of {name}",
            culprit=culprit,
            evidence=[f"imported at {place(frame)}"] if frame else [],
            mends=[f"take it out again: del sys.modules[{name!r}], or do not put it there"],
        )
        return
