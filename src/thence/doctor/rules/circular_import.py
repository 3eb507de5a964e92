"""TH007: two modules import each other, and one is asked for a name that it has not made yet."""

from collections.abc import Iterator

from ..cycles import cycle, is_half_made
from ..evidence import Evidence, Frame
from ..finding import Finding
from ..questions import Missed, culprit_at, missed_names, place

CODE, NAME = "TH007", "circular-import"
FEWEST = 2  # one module alone is no circle


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name that was asked of a module that is being made."""
    for missed in missed_names(evidence):
        if is_half_made(missed.error):
            yield from of_a_name(missed)
            yield from of_a_submodule(missed)


def of_a_name(missed: Missed) -> Iterator[Finding]:
    """The module that was asked is on the circle, and will have the name."""
    steps = cycle(missed.error, missed.module)
    if len(steps) < FEWEST:
        return
    first, last = steps[0], steps[-1]
    yield Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"a circular import: {in_words(steps)}; {last.file}:{last.line} asks "
            f"{missed.module} for {missed.name!r} while {missed.module} is still waiting in "
            f"its line {first.line}, before {missed.name!r} is made"
        ),
        culprit=culprit_at(last),
        evidence=[place(each) for each in steps],
        mends=[
            (
                f"move the use of {missed.module}.{missed.name} into the function "
                f"that needs it (import inside the function), in {last.file}"
            ),
            f"move {missed.name!r} into a third module that both import",
            f"define {missed.name!r} in {first.file} before line {first.line}",
        ],
    )


def of_a_submodule(missed: Missed) -> Iterator[Finding]:
    """The name is that of a module on the circle, and not yet an attribute of its package."""
    full = f"{missed.module}.{missed.name}"
    steps = cycle(missed.error, full)
    if len(steps) < FEWEST:
        return
    first, last = steps[0], steps[-1]
    yield Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"a circular import: {in_words(steps)}; {last.file}:{last.line} uses {full} while it "
            f"is still waiting in its line {first.line}, and a module is an attribute of its "
            "package only when it is made"
        ),
        culprit=culprit_at(last),
        evidence=[place(each) for each in steps],
        mends=[
            f"move the use of {full} into the function that needs it, in {last.file}",
            f"move what {last.module} needs of {full} into a third module that both import",
        ],
    )


def in_words(steps: list[Frame]) -> str:
    """The circle, from the module that waits back to itself."""
    return " -> ".join([*dict.fromkeys(each.module for each in steps), steps[0].module])
