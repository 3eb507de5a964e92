"""TH050: a distribution was asked for a name that its installed version does not have."""

from collections.abc import Iterator

from ..cycles import is_half_made
from ..evidence import Evidence
from ..finding import Finding
from ..questions import asker, culprit_at, missed_names, module_of, owner_in_words, pip, place
from ..requirements import required

CODE, NAME = "TH050", "other-version"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name that one distribution misses in another."""
    for missed in missed_names(evidence):
        module, frame = module_of(evidence, missed), asker(missed.error)
        owner = module.owner if module else None
        asking = frame.owner if frame else None
        if not owner or not asking or not frame or owner.kind != "distribution":
            continue
        if (
            asking.kind != "distribution"
            or asking.name == owner.name
            or is_half_made(missed.error)
        ):
            continue
        needs = required(evidence, asking.name or "", owner.name or "")
        older = repr(f"{owner.name}<{owner.version}")
        says = f"; it says that it needs {needs}" if needs else ""
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{owner_in_words(owner)} has no {missed.module}.{missed.name}, and "
                f"{owner_in_words(asking)} was written for a version that has{says}"
            ),
            culprit=culprit_at(frame),
            evidence=[place(frame), f"{missed.module} is {module.file if module else ''}"],
            mends=[
                f"upgrade who asks: {pip(evidence, f'--upgrade {asking.name}')}",
                f"install an older {owner.name}: {pip(evidence, older)}",
            ],
            certain=needs is not None,
            checks=[f"{evidence.interpreter.executable} -m pip check"],
        )
        return
