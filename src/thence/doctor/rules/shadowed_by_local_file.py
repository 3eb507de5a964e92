"""TH008: a file of the project has the name of an installed module, and is found before it."""

from collections.abc import Iterator

from ..evidence import Evidence, Module
from ..finding import Finding
from ..questions import candidates, culprit_in, missed_names, module_of, owner_in_words, place
from ..shadows import Shadow, asked_of_packages, shadowed_by

CODE, NAME = "TH008", "shadowed-by-local-file"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a local module that was asked for what its namesake has."""
    asked = [(m.module, m.name, module_of(evidence, m)) for m in missed_names(evidence)]
    asked += [
        (parent, name, evidence.modules.get(parent))
        for parent, name in asked_of_packages(evidence)
    ]
    for top, name, module in asked:
        if module is None or not module.file or "." in top:
            continue
        shadow = shadowed_by(evidence, top, module.file)
        if shadow is not None and shadow.is_local:
            yield finding(evidence, module, name, shadow)
            return


def finding(evidence: Evidence, module: Module, name: str, shadow: Shadow) -> Finding:
    """The local file, and what it hides."""
    hidden = owner_in_words(shadow.owner) or "another module"
    top = shadow.name
    frames = [frame for error in evidence.error.chain for frame in error.frames[-1:]]
    new = f"my_{top}"
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{module.file} has the same name as {hidden} ({shadow.hidden}) and shadows it: "
            f"import {top} finds the local file first, which has no {name!r}"
        ),
        culprit=culprit_in(module.file, 1, module.owner),
        evidence=[
            f"found in this order: {thing.file}" for _, thing, _ in candidates(evidence, top)
        ]
        + [f"asked at {place(frame)}" for frame in frames],
        mends=[f"rename {module.file} (to {new}, say), and what is left of it in __pycache__"],
        certain=shadow.is_known or not name,
        checks=[f"python -m thence why {top}"] if not shadow.is_known else [],
    )
