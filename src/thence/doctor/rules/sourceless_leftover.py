"""TH026: a ``.pyc`` file outlived its source, and hides the module that is meant."""

from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import (
    asker,
    candidates,
    culprit_in,
    missed_names,
    module_of,
    owner_in_words,
    place,
)

CODE, NAME = "TH026", "sourceless-leftover"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name missing from a module that is bytecode without a source."""
    for missed in missed_names(evidence):
        module = module_of(evidence, missed)
        if module is None or not module.file or not module.file.endswith(".pyc"):
            continue
        others = [
            f"{thing.file}{f' ({owner_in_words(owner)})' if owner else ''}"
            for _, thing, owner in candidates(evidence, missed.module)
            if thing.file != module.file
        ]
        frame = asker(missed.error)
        meant = f" and shadows {others[0]}" if others else ""
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{module.file} is left over: bytecode whose source is gone; it is imported as "
                f"{missed.module}{meant}, and has no {missed.name!r}"
            ),
            culprit=culprit_in(module.file, 0, module.owner),
            evidence=[f"also on sys.path: {each}" for each in others]
            + ([f"asked for at {place(frame)}"] if frame else []),
            mends=[f"delete it: rm {module.file}"],
            certain=bool(others),
        )
        return
