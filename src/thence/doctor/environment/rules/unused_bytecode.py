"""TH110: bytecode in a cache folder stands for no source, or is used in spite of it.

Python ignores a cache whose source is gone; people and tools that look for files do not. A cache
that is marked as not to be checked (``compileall --invalidation-mode unchecked-hash``) is used
even after its source was changed.
"""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Bytecode, Surroundings

CODE, NAME = "TH110", "unused-bytecode"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield one finding for all files of a kind."""
    old = [each for each in surroundings.bytecode if each.why == "unchecked"]
    if old:
        yield finding(old, "are used, though their sources have changed since")
    orphaned = [each for each in surroundings.bytecode if each.why == "orphaned"]
    if orphaned:
        yield finding(orphaned, "of the project have no source any more")


def finding(files: list[Bytecode], what: str) -> Finding:
    """One kind of them."""
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"{len(files)} bytecode files {what}",
        culprit=Culprit(files[0].file),
        evidence=[each.file for each in files[:5]],
        mends=["remove them: thence doctor --fix"],
    )
