"""TH036: the installed distribution has the right import name, and is another project."""

from collections.abc import Iterator

from ..evidence import Error, Evidence
from ..explaining_words import running_python
from ..finding import Finding
from ..known.python_2 import PYTHON_2
from ..known.renamed import DISTRIBUTIONS, MISTAKEN
from ..questions import (
    asker,
    candidates,
    culprit_at,
    culprit_in,
    missed_names,
    module_of,
    not_found,
    owner_in_words,
    pip,
    place,
)

CODE, NAME = "TH036", "wrong-distribution"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a failure in a distribution taken for another, or for Python 2."""
    yield from taken_for_another(evidence)
    for error, name in not_found(evidence):
        frame = asker(error)
        owner = frame.owner if frame else None
        if frame is None or owner is None or owner.kind != "distribution" or not owner.name:
            continue
        meant = MISTAKEN.get(owner.name.lower())
        if name in PYTHON_2 or meant:
            yield finding(evidence, error, owner.name, owner_in_words(owner), name)
            return
    for missed in missed_names(evidence):
        module = module_of(evidence, missed)
        owner = module.owner if module else None
        if owner and owner.name and owner.name.lower() in MISTAKEN:
            found = finding(evidence, missed.error, owner.name, owner_in_words(owner), missed.name)
            found.culprit = culprit_in(module.file if module else None, 0, owner)
            yield found
            return


def taken_for_another(evidence: Evidence) -> Iterator[Finding]:
    """A module is not there, and what is installed only sounds like its distribution."""
    for error, name in not_found(evidence):
        meant = DISTRIBUTIONS.get(name.partition(".")[0])
        alike = [each for each in evidence.packages if MISTAKEN.get(each.name.lower()) == meant]
        if meant and alike and not candidates(evidence, name.partition(".")[0]):
            whose = f"{alike[0].name} {alike[0].version}"
            yield finding(evidence, error, alike[0].name, whose, name)
            return


def finding(evidence: Evidence, error: Error, distribution: str, whose: str, name: str) -> Finding:
    """The distribution that is there, and the one that is meant."""
    frame = asker(error)
    meant = MISTAKEN.get(distribution.lower())
    old = (
        f"it asks for {name!r}, which only Python 2 had"
        if name in PYTHON_2
        else f"it has no {name!r}"
    )
    mends = (
        [
            (
                f"{evidence.interpreter.executable} -m pip uninstall {distribution}; "
                f"{pip(evidence, meant)}"
            )
        ]
        if meant
        else [
            (
                f"{pip(evidence, f'--upgrade {distribution}')}, if a later version knows "
                f"{running_python(evidence)}"
            )
        ]
    )
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"the wrong distribution is installed: {whose} is not {meant}, {old}"
            if meant
            else f"{whose} was written for Python 2: {old}"
        ),
        culprit=culprit_at(frame),
        evidence=[f"asked at {place(frame)}"] if frame else [],
        mends=mends,
    )
