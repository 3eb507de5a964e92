"""TH053: a module of the standard library lost a name that old code still asks for."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..explaining_words import running_python
from ..finding import Finding
from ..known.removed_names import NAMES
from ..questions import asker, culprit_at, missed_names, owner_in_words, pip, place

CODE, NAME = "TH053", "name-removed-from-library"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name that an earlier Python's module had."""
    for missed in missed_names(evidence):
        known = NAMES.get((missed.module, missed.name))
        frame = asker(missed.error)
        module = evidence.modules.get(missed.module)
        if known is None or frame is None or missed.module not in evidence.library_names:
            continue
        if module is not None and module.owner and module.owner.kind == "distribution":
            continue
        removed, successor = known
        owner = frame.owner if frame.owner and frame.owner.kind == "distribution" else None
        whose = owner_in_words(owner)
        mends = (
            [f"upgrade {owner.name}: {pip(evidence, f'--upgrade {owner.name}')}"] if owner else []
        )
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{missed.module}.{missed.name} was removed in Python {removed}, and this is "
                f"{running_python(evidence)}{f': {whose} is older than that' if whose else ''}"
            ),
            culprit=culprit_at(frame),
            evidence=[place(frame)],
            mends=[*mends, f"write {successor} in its place, in {frame.file}:{frame.line}"],
        )
        return
