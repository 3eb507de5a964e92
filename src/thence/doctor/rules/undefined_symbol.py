"""TH029: an extension module needs a symbol that the loaded libraries do not have."""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import asker, culprit_in, owner_in_words, pip, place

CODE, NAME = "TH029", "undefined-symbol"
UNDEFINED = re.compile(r"(?P<file>\S+): undefined symbol: (?P<symbol>\w+)")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for what the system's loader says of a symbol."""
    for error in evidence.error.chain:
        found = UNDEFINED.search(error.message) if error.is_a("ImportError", "OSError") else None
        if not found:
            continue
        frame = asker(error)
        owner = evidence.owners.get(found["file"])
        whose = owner_in_words(owner)
        mends = [
            f"reinstall {whose}: {pip(evidence, f'--force-reinstall --no-cache-dir {owner.name}')}"
            if owner and owner.name
            else f"rebuild {found['file']} against the libraries that are installed",
            (
                "install the version of the library that it was built against (the same version "
                "of both)"
            ),
        ]
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{found['file']} has an undefined symbol, {found['symbol']}: it was built "
                "against another version of a library than the one that is loaded"
            ),
            culprit=culprit_in(found["file"], 0, owner),
            evidence=[f"imported at {place(frame)}"] if frame else [],
            mends=mends,
            checks=[f"ldd -r {found['file']}"],
        )
        return
