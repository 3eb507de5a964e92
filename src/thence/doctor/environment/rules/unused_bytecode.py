"""TH110: bytecode in the project whose source is gone; Python ignores it, people do not."""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH110", "unused-bytecode"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield one finding for all of them."""
    files = surroundings.leftovers
    if files:
        yield Finding(
            code=CODE,
            name=NAME,
            cause=f"{len(files)} bytecode files of the project have no source any more",
            culprit=Culprit(files[0]),
            evidence=list(files[:5]),
            mends=["remove them: thence doctor --fix"],
        )
