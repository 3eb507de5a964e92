"""TH070: a name is asked of the program's module, or of the library's, that does not define it."""

from collections.abc import Iterator
from difflib import get_close_matches

from ..cycles import is_half_made
from ..evidence import Evidence, Frame, Module, is_library
from ..finding import Culprit, Finding
from ..questions import Missed, asker, candidates, culprit_at, missed_names, module_of, place

CODE, NAME = "TH070", "name-not-defined"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name that the source of a module of nobody's does not bind."""
    for missed in missed_names(evidence):
        module, frame = module_of(evidence, missed), asker(missed.error)
        if module is None or frame is None:
            continue
        if is_misspelled(missed, module, frame):
            yield of_the_library(missed, module, frame)
            return
        if module.owner or not module.file:
            continue
        if is_half_made(missed.error) or missed.module == "__main__":
            continue
        if len(candidates(evidence, missed.module)) > 1 or missed.name in module.names:
            continue
        if module.file not in evidence.definers.get(missed.name, ()):
            yield finding(evidence, missed, module, frame)
            return


def is_misspelled(missed: Missed, module: Module, frame: Frame) -> bool:
    """Does the program import a name of the library's that is like one which is there?"""
    asked = missed.error.is_a("ImportError") and frame.owner is None
    return asked and is_library(module.owner) and bool(near(missed, module))


def near(missed: Missed, module: Module) -> list[str]:
    """What the module has that is like the name."""
    return get_close_matches(missed.name, sorted(module.names), 2)


def of_the_library(missed: Missed, module: Module, frame: Frame) -> Finding:
    """Nobody will define it there."""
    found = near(missed, module)
    return Finding(
        code=CODE,
        name=NAME,
        cause=f"{missed.module}, of the standard library, does not define {missed.name!r}",
        culprit=culprit_at(frame),
        evidence=[place(frame), f"{missed.module} has {', '.join(found)}"],
        mends=[f"did you mean {each!r}, which it has?" for each in found],
        certain=False,
        checks=[f"does a later Python have {missed.name} in {missed.module}?"],
    )


def finding(evidence: Evidence, missed: Missed, module: Module, frame: Frame) -> Finding:
    """The module, what it has that is like the name, and who else defines it."""
    elsewhere = evidence.definers.get(missed.name, ())
    whole = f"{missed.module}.{missed.name}"
    lines = [each for each in evidence.written if each.what == "patch"] if frame.owner else []
    line = next((each for each in lines if f"{each.name}.".startswith(f"{whole}.")), None)
    mends = [f"did you mean {each!r}, which it has?" for each in near(missed, module)]
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
