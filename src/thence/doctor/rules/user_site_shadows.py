"""TH023: a package in the user's own site folder comes before the environment's, and is older."""

from collections.abc import Iterator

from ..evidence import Evidence, Module
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

CODE, NAME = "TH023", "user-site-shadows"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name missing from a module that lies in the user site."""
    for missed in missed_names(evidence):
        module = module_of(evidence, missed) or evidence.modules.get(
            missed.module.partition(".")[0]
        )
        if module is None or not module.file:
            continue
        folder = user_site(evidence, module)
        if folder is None:
            continue
        frame = asker(missed.error)
        yield finding(
            evidence, module, folder, missed.module.partition(".")[0], missed.name, frame
        )
        return


def user_site(evidence: Evidence, module: Module) -> str | None:
    """The user site that a module lies in."""
    rows = [row for rows in evidence.lookups.values() for row in rows if row.origin == "user site"]
    return next(
        (row.place for row in rows if (module.file or "").startswith(f"{row.place}/")), None
    )


def finding(
    evidence: Evidence, module: Module, folder: str, top: str, name: str, frame: object
) -> Finding:
    """What lies in the user site, and what it hides."""
    own = owner_in_words(module.owner) or top
    others = [
        f"{thing.file} ({owner_in_words(owner)})"
        for row, thing, owner in candidates(evidence, top)
        if row.place != folder
    ]
    asked = [f"asked for at {place(frame)}"] if hasattr(frame, "source") else []  # type: ignore[arg-type]
    hides = f", and hides {others[0]}" if others else ""
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{own} comes from the user site {folder}, which precedes the environment's "
            f"site-packages{hides}; it has no {name!r}"
        ),
        culprit=culprit_in(module.file, 0, module.owner),
        evidence=asked,
        mends=[
            "leave the user site out: run python -s, or set PYTHONNOUSERSITE=1",
            (
                f"uninstall {top} from the user site: {evidence.interpreter.executable} -m pip "
                f"uninstall {top}"
            ),
            f"upgrade {top} there",
        ],
    )
