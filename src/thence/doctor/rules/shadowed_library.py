"""TH010: something on the path has the name of a module of the standard library."""

from collections.abc import Iterator

from ..evidence import Evidence, Module, is_library
from ..finding import Finding
from ..known.renamed import BACKPORTS
from ..questions import (
    candidates,
    culprit_in,
    missed_names,
    module_of,
    owner_in_words,
    users_line,
)
from ..shadows import Shadow, asked_of_packages, shadowed_by

CODE, NAME = "TH010", "shadowed-library"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a module of the library's name that is not the library's."""
    asked = [(each.module, module_of(evidence, each)) for each in missed_names(evidence)]
    asked += [(module.name, module) for module in [failing_backport(evidence)] if module]
    asked += [(parent, evidence.modules.get(parent)) for parent, _ in asked_of_packages(evidence)]
    for name, module in asked:
        if module is None or not module.file or name not in evidence.library_names:
            continue
        shadow = shadowed_by(evidence, name, module.file)
        if shadow is None or shadow.is_local or not shadow.owner or is_library(module.owner):
            continue
        yield finding(evidence, shadow, module.file)
        return


def failing_backport(evidence: Evidence) -> Module | None:
    """The backport of a library's module in which the error was raised."""
    frame = users_line(evidence.error)
    owner = frame.owner if frame else None
    if frame is None or owner is None or (owner.name or "").lower() not in BACKPORTS:
        return None
    return evidence.modules.get(frame.module)


def finding(evidence: Evidence, shadow: Shadow, file: str) -> Finding:
    """What stands in the way, and how it got there."""
    rows = [(thing, owner) for _, thing, owner in candidates(evidence, shadow.name)]
    owner = next((owner for thing, owner in rows if thing.file == file), None)
    whose = owner_in_words(owner)
    backport = owner is not None and (owner.name or "").lower() in BACKPORTS
    what = f"{whose}, an obsolete backport to old Pythons," if backport else whose or "it"
    by = shadow.winner.origin
    mends = []
    if owner and owner.name:
        mends.append(f"uninstall {owner.name}: the standard library has {shadow.name}")
    mends.append(f"remove {file} and what came with it from {shadow.winner.place}")
    if by == "PYTHONPATH":
        mends.append(f"unset PYTHONPATH, or take {shadow.winner.entry} out of it")
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{file} shadows the module {shadow.name} of the standard library ({shadow.hidden}): "
            f"{what} comes first on sys.path{f', by {by}' if by else ''}"
        ),
        culprit=culprit_in(file, 0, owner),
        evidence=[f"found in this order: {thing.file}" for thing, _ in rows],
        mends=mends,
    )
