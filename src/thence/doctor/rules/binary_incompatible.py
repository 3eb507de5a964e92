"""TH055: an extension module was compiled against another version of what is installed."""

import re
from collections.abc import Iterator

from ..evidence import Evidence
from ..finding import Finding
from ..questions import asker, culprit_at, owner_in_words, pip, place

CODE, NAME = "TH055", "binary-incompatible"
SIZE_CHANGED = re.compile(r"(?P<name>[\w.]+) size changed, may indicate binary incompatibility")
API = re.compile(
    r"module compiled against (?:API|ABI) version \S+ but this version of (?P<name>\w+)"
)


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for what Cython and NumPy say of structures that have another size."""
    for error in evidence.error.chain:
        found = SIZE_CHANGED.search(error.message) or API.search(error.message)
        frame = asker(error)
        if found is None or frame is None:
            continue
        base = found["name"].partition(".")[0]
        installed = evidence.distribution(base)
        version = f" {installed.version}" if installed else ""
        owner = frame.owner if frame.owner and frame.owner.kind == "distribution" else None
        whose = owner_in_words(owner) or "an extension module"
        name = owner.name if owner and owner.name else "NAME"
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{whose} was compiled against another version of {base} than is "
                f"installed ({base}{version}): {found['name']} has another size in memory"
            ),
            culprit=culprit_at(frame),
            evidence=[place(frame)],
            mends=[
                (
                    f"upgrade it to a version built for this {base}: "
                    f"{pip(evidence, f'--upgrade {name}')}"
                ),
                f"install the {base} that it was built for: {pip(evidence, older(base))}",
            ],
        )
        return


def older(base: str) -> str:
    """What to install of the base, as far as that is known."""
    return "'numpy<2'" if base == "numpy" else f"{base}==VERSION"
