"""TH092: an instance is of a class from before its module was executed again.

After ``importlib.reload``, or when a module was taken out of ``sys.modules`` and imported once
more, there are two classes of one name: pickle, ``isinstance`` and ``super`` tell them apart.
"""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Culprit, Finding
from ..questions import culprit_at, place, users_line

CODE, NAME = "TH092", "class-of-before"
OTHER = re.compile(r"it's not the same object as (?P<name>[\w.]+)")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a class that is not the one which its module has now."""
    for error in evidence.error.chain:
        found = OTHER.search(error.message)
        module, _, last = (found["name"] if found else "").rpartition(".")
        frame = users_line(error)
        if not found or not module:
            continue
        short = module.rpartition(".")[2]
        reloads = [
            each
            for each in evidence.written
            if each.what == "reload" and each.name.rpartition(".")[2] == short
        ]
        taken = [each for each in evidence.changes if each.what == "taken" and each.name == module]
        if not reloads and not taken:
            continue
        line = reloads[0] if reloads else None
        how = f"reloaded at {line.file}:{line.line}" if line else "imported a second time"
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{module} was executed again ({how}), and so has a new class {last}; the object "
                "is an instance of the old one"
            ),
            culprit=Culprit(line.file, line.line, what=line.text) if line else culprit_at(frame),
            evidence=[place(frame)] if frame else [],
            mends=[
                f"make the object again after that: {module}.{last}(...)",
                f"do not execute {module} twice in one process",
            ],
        )
        return
