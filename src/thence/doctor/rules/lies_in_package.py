"""TH077: the module lies in a package, and is asked for without the package's name.

Python 2 looked beside the importing module first; a configuration that names modules has to name
them wholly, too.
"""

from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame
from ..finding import Finding
from ..known.renamed import DISTRIBUTIONS
from ..questions import asker, candidates, culprit_at, not_found, pip, place, portions

CODE, NAME = "TH077", "lies-in-package"
BY_NAME = ("import_module(", "__import__(")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a top-level name that a package near by has a module of."""
    for error, name in not_found(evidence):
        top = name.partition(".")[0]
        inside = evidence.lies_in_package.get(top, ())
        frame = asking_line(error)
        if not inside or frame is None or top in evidence.modules or top in evidence.library_names:
            continue
        if not candidates(evidence, top) and not portions(evidence, top):
            whole = beside(frame, inside)
            # proj/celery.py asks for celery: it does not mean itself.
            if not is_file_of(frame.file, whole):
                yield finding(evidence, frame, name, whole)
                return


def asking_line(error: Error) -> Frame | None:
    """The program's line that asks; a distribution asks so only by a name that it was given."""
    frame = asker(error)
    if frame is None or frame.owner is None:
        return frame
    own = [each for each in error.frames if each.owner is None]
    return own[-1] if own and any(word in frame.source for word in BY_NAME) else None


def beside(frame: Frame, inside: tuple[str, ...]) -> str:
    """The name of the module that is meant: one in the importer's own package comes first."""
    own = [each for each in inside if each.rpartition(".")[0] == (frame.package or "")]
    return (own or list(inside))[0]


def is_file_of(file: str, whole: str) -> bool:
    """Is it the file of a module of this name?"""
    stem = file.removesuffix(".py").removesuffix("/__init__")
    return stem.endswith(f"/{whole.replace('.', '/')}")


def finding(evidence: Evidence, frame: Frame, name: str, whole: str) -> Finding:
    """Where it lies, and what it is called."""
    package, _, last = whole.rpartition(".")
    top, _, rest = name.partition(".")
    distribution = DISTRIBUTIONS.get(top, top)
    full = f"{whole}.{rest}" if rest else whole
    mends = [f"name it wholly, where it is named: {full}"]
    if frame.package == package and top in frame.source:
        mends.insert(0, f"from . import {last}, or import {full}")
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"{top} lies in the package {package}: it is called {whole}, and not {top} alone",
        culprit=culprit_at(frame),
        evidence=[place(frame)],
        mends=[*mends, f"if a distribution is meant: {pip(evidence, distribution)}"],
        certain=False,
        checks=[f"is the module {whole} meant, or the distribution {distribution}?"],
    )
