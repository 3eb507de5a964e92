"""TH007: two modules import each other, and one is asked for a name that it has not made yet."""

from collections.abc import Iterator

from ..cycles import cycle, is_half_made
from ..evidence import Evidence
from ..finding import Finding
from ..questions import culprit_at, missed_names, place

CODE, NAME = "TH007", "circular-import"


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for a name that was asked of a module that is being made."""
    for missed in missed_names(evidence):
        if not is_half_made(missed.error):
            continue
        steps = cycle(missed.error, missed.module)
        if len(steps) < 2:  # noqa: PLR2004 - one module alone is no circle
            continue
        last = steps[-1]
        names = [*dict.fromkeys(each.module for each in steps), steps[0].module]
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"a circular import: {' -> '.join(names)}; {last.file}:{last.line} asks "
                f"{missed.module} for {missed.name!r} while {missed.module} is still waiting in "
                f"its line {steps[0].line}, before {missed.name!r} is made"
            ),
            culprit=culprit_at(last),
            evidence=[place(each) for each in steps],
            mends=[
                (
                    f"move the use of {missed.module}.{missed.name} into the function "
                    f"that needs it (import inside the function), in {last.file}"
                ),
                f"move {missed.name!r} into a third module that both import",
                f"define {missed.name!r} in {steps[0].file} before line {steps[0].line}",
            ],
        )
