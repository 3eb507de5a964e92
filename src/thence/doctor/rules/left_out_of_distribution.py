"""TH066: a distribution asks for a module of its own that it does not have.

Either it was left out when the distribution was built (a list of packages that is not complete, a
folder without ``__init__.py``), or it was installed and is gone.
"""

from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame, Package
from ..finding import Finding
from ..questions import asker, candidates, culprit_at, not_found, owner_in_words, pip, place

CODE, NAME = "TH066", "left-out-of-distribution"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a submodule that the distribution of its package asks for."""
    for error, name in not_found(evidence):
        frame, top = asker(error), name.partition(".")[0]
        parent = evidence.modules.get(top)
        owner = frame.owner if frame else None
        if frame is None or owner is None or owner.kind != "distribution" or top == name:
            continue
        if parent is None or parent.owner != owner or candidates(evidence, name):
            continue
        package = evidence.distribution(owner.name or "")
        if package and package.files and (listed(package, name) or is_written(frame, name)):
            yield finding(evidence, error, name, frame, package)
            return


def is_written(frame: Frame, name: str) -> bool:
    """Does the line itself name the module?  What a variable holds, somebody else has named.

    Django's ``import_module(entry)`` is for an entry of the program's INSTALLED_APPS.
    """
    return "import_module(" not in frame.source or name.rpartition(".")[2] in frame.source


def listed(package: Package, name: str) -> list[str]:
    """The files of a module that were installed, as RECORD has them."""
    stem = name.replace(".", "/")
    return [each for each in package.files if each.startswith((f"{stem}.", f"{stem}/"))]


def finding(
    evidence: Evidence, error: Error, name: str, frame: Frame, package: Package
) -> Finding:
    """Whether it was left out, or is gone."""
    whose, files = owner_in_words(frame.owner), listed(package, name)
    again = f"--force-reinstall --no-deps {package.name}=={package.version}"
    how = (
        f"was installed with {name} (RECORD lists {min(files)}), and the file is gone"
        if files
        else f"asks for {name}, and was built without it: its RECORD does not list it"
    )
    mends = (
        [f"install it again: {pip(evidence, again)}"]
        if files
        else [
            f"install another version: {pip(evidence, f'--upgrade {package.name}')}",
            (
                "if it is yours, have all packages built: find_packages() in setup.py, and an "
                "__init__.py in each"
            ),
        ]
    )
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"{whose} {how}",
        culprit=culprit_at(frame),
        evidence=[place(frame), error.message.partition("\n")[0]],
        mends=mends,
    )
