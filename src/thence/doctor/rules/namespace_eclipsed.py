"""TH009: a regular package hides a folder of its name that has no ``__init__.py`` (PEP 420).

A folder without ``__init__.py`` counts only where no module of its name lies anywhere on the path.
"""

from collections.abc import Iterator

from ..evidence import Evidence, Module
from ..finding import Finding
from ..questions import culprit_in, missed_names, not_found, owner_in_words, portions

CODE, NAME = "TH009", "namespace-eclipsed"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a submodule that lies in a folder which a regular package hides."""
    names = [name for _, name in not_found(evidence)]
    names += [f"{missed.module}.{missed.name}" for missed in missed_names(evidence)]
    for name in names:
        top, _, rest = name.partition(".")
        package = evidence.modules.get(top)
        if not rest or package is None or not package.file:
            continue
        folders = [
            thing.file for _, thing in portions(evidence, top) if has(evidence, thing.file, name)
        ]
        if folders:
            yield finding(package, name, top, folders[0])


def has(evidence: Evidence, folder: str, name: str) -> bool:
    """Does the first part of a submodule's name lie in a folder?"""
    child = name.split(".")[1]
    return child in evidence.in_folders.get(folder, frozenset())


def finding(package: Module, name: str, top: str, folder: str) -> Finding:
    """The regular package, and the folder that it hides."""
    owner = owner_in_words(package.owner)
    whose = f" of {owner}" if owner else ""
    kind = "module" if package.path is None else "regular package"
    in_distribution = bool(package.owner and package.owner.kind == "distribution")
    mends = [
        f"add an __init__.py to {folder}, if {top} is your package: it then counts in its turn"
    ]
    if in_distribution and package.owner:
        mends.append(f"uninstall {package.owner.name}, if nobody needs it")
    elif package.owner is None:
        mends.append(
            f"remove {package.file}, if {top} is a namespace that several folders share "
            "(or have pkgutil.extend_path in it)"
        )
    mends.append(f"rename {folder}, and the imports of it")
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"the {kind} {top} ({package.file}{whose}) shadows the folder {folder}, "
            f"which has {name} but no __init__.py, and so is only a portion of a namespace "
            f"package: a {kind} anywhere on sys.path comes first"
        ),
        culprit=culprit_in(package.file, 0, package.owner),
        evidence=[f"import {top} found {package.file}", f"{folder} has no __init__.py"],
        mends=mends if owner else [mends[1], mends[0], *mends[2:]],
    )
