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
        if package and package.files:
            yield finding(evidence, error, name, frame, package)
            return


def finding(
    evidence: Evidence, error: Error, name: str, frame: Frame, package: Package
) -> Finding:
    """Whether it was left out, or is gone."""
    whose, stem = owner_in_words(frame.owner), name.replace(".", "/")
    listed = [each for each in package.files if each.startswith((f"{stem}.", f"{stem}/"))]
    again = f"--force-reinstall --no-deps {package.name}=={package.version}"
    how = (
        f"was installed with {name} (RECORD lists {min(listed)}), and the file is gone"
        if listed
        else f"asks for {name}, and was built without it: its RECORD does not list it"
    )
    mends = (
        [f"install it again: {pip(evidence, again)}"]
        if listed
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
