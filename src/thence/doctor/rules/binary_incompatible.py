"""TH055: an extension module was compiled against another version of what is installed."""

import re
from collections.abc import Iterator

from ..evidence import Evidence, is_library
from ..finding import Finding
from ..questions import asker, culprit_at, owner_in_words, pip, place

CODE, NAME = "TH055", "binary-incompatible"
SIZE_CHANGED = re.compile(r"(?P<name>[\w.]+) size changed, may indicate binary incompatibility")
API = re.compile(
    r"module compiled against (?:API|ABI) version \S+ but this version of (?P<name>\w+)"
)
# What an extension module raises that could not take over NumPy's table of C functions.
TABLE = re.compile(r"^(?P<name>numpy)\.core\.\w+ failed to import|_ARRAY_API not found")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for what Cython and NumPy say of structures that have another size."""
    for error in evidence.error.chain:
        patterns = (SIZE_CHANGED, API, TABLE)
        found = next(filter(None, (each.search(error.message) for each in patterns)), None)
        owned = [each for each in error.frames if each.owner and not is_library(each.owner)]
        # Lines of a .pyx are not on this machine's disk: nobody owns them.
        frame = owned[-1] if owned else asker(error)
        if found is None or frame is None or (found.re is TABLE and not owned):
            continue
        base = (found["name"] or "numpy").partition(".")[0]
        what = (
            "C API" if found.re is TABLE else f"{found['name']}, which has another size in memory"
        )
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
                f"installed ({base}{version}), with another {what}"
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
