"""TH064: a part of a namespace package is not installed; another distribution brings it.

Several distributions share a namespace, each brings a part of it: ``google.cloud`` is there as
soon as one of them is, and lacks what the others would bring.
"""

from collections.abc import Iterator

from ..evidence import Error, Evidence, Module
from ..finding import Finding
from ..questions import asker, culprit_at, missed_names, not_found, pip, place

CODE, NAME = "TH064", "namespace-part-missing"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for something that was asked of a namespace package of distributions."""
    for error, parent, name in asked(evidence):
        module = evidence.modules.get(parent)
        if module is None or module.file or not module.path or module.spec != "set":
            continue
        brought = distributions(evidence, parent)
        if brought:
            yield finding(evidence, error, module, name, brought)
            return


def asked(evidence: Evidence) -> Iterator[tuple[Error, str, str]]:
    """The parents, and what was asked of them."""
    for missed in missed_names(evidence):
        yield missed.error, missed.module, missed.name
    for error, name in not_found(evidence):
        parent, _, last = name.rpartition(".")
        if parent:
            yield error, parent, last


def distributions(evidence: Evidence, namespace: str) -> list[str]:
    """The installed distributions that are named like the namespace, and what they are part of."""
    prefix = namespace.replace(".", "-").replace("_", "-").lower() + "-"
    names = (each.name.lower().replace("_", "-").replace(".", "-") for each in evidence.packages)
    return sorted({name for name in names if name.startswith(prefix)})


def finding(
    evidence: Evidence, error: Error, module: Module, name: str, brought: list[str]
) -> Finding:
    """The namespace, and the distribution that would have the part."""
    frame = asker(error)
    likely = f"{module.name}.{name}".replace(".", "-").replace("_", "-")
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{module.name} is a namespace that several distributions share, and the one that has "
            f"{module.name}.{name} is not installed ({', '.join(brought)} "
            f"{'is' if len(brought) == 1 else 'are'})"
        ),
        culprit=culprit_at(frame),
        evidence=[f"{module.name}.__path__ is {list(module.path or ())}"]
        + ([place(frame)] if frame else []),
        mends=[pip(evidence, likely)],
        certain=False,
        checks=[f"is the distribution of {module.name}.{name} called {likely} on the index?"],
    )
