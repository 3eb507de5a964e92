"""TH070: a name is asked of the program's own module, which does not define it."""

from collections.abc import Iterator
from difflib import get_close_matches

from ..cycles import is_half_made
from ..evidence import Evidence, Frame, Module
from ..finding import Culprit, Finding
from ..questions import Missed, asker, candidates, culprit_at, missed_names, module_of, place

CODE, NAME = "TH070", "name-not-defined"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name that the source of a module of nobody's does not bind."""
    for missed in missed_names(evidence):
        module, frame = module_of(evidence, missed), asker(missed.error)
        if module is None or frame is None or module.owner or not module.file:
            continue
        if is_half_made(missed.error) or missed.module == "__main__":
            continue
        if len(candidates(evidence, missed.module)) > 1 or missed.name in module.names:
            continue
        if module.file not in evidence.definers.get(missed.name, ()):
            yield finding(evidence, missed, module, frame)
            return


def finding(evidence: Evidence, missed: Missed, module: Module, frame: Frame) -> Finding:
    """The module, what it has that is like the name, and who else defines it."""
    elsewhere = evidence.definers.get(missed.name, ())
    whole = f"{missed.module}.{missed.name}"
    lines = [each for each in evidence.written if each.what == "patch"] if frame.owner else []
    line = next((each for each in lines if f"{each.name}.".startswith(f"{whole}.")), None)
    near = get_close_matches(missed.name, sorted(module.names), 2)
    mends = [f"did you mean {each!r}, which it has?" for each in near]
    mends += [f"{missed.name} is defined in {each}: import it from there" for each in elsewhere]
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"{module.file} does not define {missed.name!r}",
        culprit=Culprit(line.file, line.line, what=line.text) if line else culprit_at(frame),
        evidence=[place(frame), f"{missed.module} is {module.file}"],
        mends=[
            *([f"patch a name that {missed.module} has: it does not import {missed.name}"])
            * bool(line),
            *mends,
            f"define {missed.name} in {module.file}, or do not ask for it",
        ],
    )
