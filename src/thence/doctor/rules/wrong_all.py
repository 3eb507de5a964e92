"""TH086: ``__all__`` names what the module does not have, or holds something else than names."""

import re
from collections.abc import Iterator

from ..cycles import is_half_made
from ..evidence import Evidence, Frame, Module
from ..finding import Finding
from ..questions import asker, candidates, culprit_in, missed_names, place

CODE, NAME = "TH086", "wrong-all"
STAR = re.compile(r"\bimport\s+\*")
NO_NAME = re.compile(r"Item in (?P<module>[\w.]+)\.__all__ must be str, not (?P<type>\w+)")


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a star import that fails by what ``__all__`` says."""
    for missed in missed_names(evidence):
        frame = asker(missed.error)
        if frame and STAR.search(frame.source) and not is_half_made(missed.error):
            module = evidence.modules.get(missed.module)
            why = f"names {missed.name!r}, which {missed.module} does not have"
            yield finding(evidence, frame, missed.module, module, why, mends_for(missed.name))
            return
    for error in evidence.error.chain:
        found = NO_NAME.search(error.message) if error.is_a("TypeError") else None
        frame = asker(error)
        if found and frame:
            module = evidence.modules.get(found["module"])
            why = f"holds a {found['type']} itself: it has to be a list of names, each a str"
            mends = ["write the names in quotes: __all__ = ['NAME']"]
            yield finding(evidence, frame, found["module"], module, why, mends)
            return


def mends_for(name: str) -> list[str]:
    """How to mend a name that is not there."""
    return [f"take {name!r} out of __all__, or define it (is a comma missing between two texts?)"]


def finding(
    evidence: Evidence, frame: Frame, name: str, module: Module | None, why: str, mends: list[str]
) -> Finding:
    """The line of ``__all__``, in the module's own file."""
    known = [thing.file for _, thing, _ in candidates(evidence, name)]
    file = module.file if module and module.file else next(iter(known), None)
    lines = [each for each in evidence.written if each.what == "__all__" and each.file == file]
    owner = module.owner if module else None
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"the __all__ of {name} {why}",
        culprit=culprit_in(file, lines[0].line if lines else 0, owner),
        evidence=[place(frame)],
        mends=[*mends, f"import what is needed by its name at {frame.file}:{frame.line}"],
    )
