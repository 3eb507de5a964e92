"""TH040: a name that is nearly, but not quite, that of a module which is there."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from ..evidence import Evidence
from ..finding import Finding
from ..known.python_2 import PYTHON_2
from ..known.renamed import DISTRIBUTIONS
from ..questions import asker, candidates, culprit_of, not_found, place

CODE, NAME = "TH040", "misspelled"
CLOSE = 0.8  # difflib's ratio


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name not found that is like one which would be."""
    for error, name in not_found(evidence):
        near = evidence.near_names.get(name, ())
        frame = asker(error)
        known = name in evidence.library_names or name.partition(".")[0] in PYTHON_2
        known = known or name in DISTRIBUTIONS  # it is spelled as it should be
        if not near or frame is None or known or candidates(evidence, name):
            continue
        parent = name.rpartition(".")[0]
        meant = [f"{parent}.{each}" if parent else each for each in near]
        last = name.rpartition(".")[2]
        case, close = near[0].lower() == last.lower(), is_close(last, near[0])
        package = evidence.modules.get(parent)
        if not close and package is not None and package.owner is not None:
            continue  # it is likelier to be of another version of the distribution
        how = "only the case of its letters differs" if case else "the names are similar"
        culprit = culprit_of(evidence, error, frame)
        by_runpy = error.is_a("SystemExit")  # what it says of its -m
        if culprit.file:
            culprit.what = f"{name!r} for {meant[0]!r}"
        yield Finding(
            code=CODE,
            name=NAME,
            cause=f"there is no module {name!r}; did you mean {meant[0]!r}? ({how})",
            culprit=culprit,
            evidence=([] if by_runpy else [place(frame)]) + [f"there is {each}" for each in meant],
            mends=[
                f"python -m {meant[0]}"
                if by_runpy
                else corrected(frame.source if culprit.file else name, name, meant[0])
            ],
            certain=case or bool(parent and close),
            checks=[] if case or (parent and close) else [f"python -m thence why {meant[0]}"],
        )
        return


def is_close(name: str, other: str) -> bool:
    """Is one letter wrong, missing or too much, or are the names alike but for a fifth?

    >>> is_close("abs", "abc"), is_close("staticfile", "staticfiles"), is_close("task", "states")
    (True, True, False)
    """
    wrong = sum(a != b for a, b in zip(name, other, strict=False)) + abs(len(name) - len(other))
    return wrong <= 1 or SequenceMatcher(None, name, other).ratio() >= CLOSE


def corrected(source: str, name: str, meant: str) -> str:
    """A line with the name put right; where the line does not have it, something else names it.

    >>> corrected("import Numpy as np", "Numpy", "numpy"), corrected("load(it)", "Numpy", "numpy")
    ('write import numpy as np', "write 'numpy' where 'Numpy' is named")
    """
    if name in source:
        return f"write {source.replace(name, meant)}"
    if source and not source.startswith(("import ", "from ")):
        return f"write {meant!r} where {name!r} is named"
    return f"write import {meant}"
