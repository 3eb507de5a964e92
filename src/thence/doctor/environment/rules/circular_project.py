"""TH108: modules of the project import each other, and break when the wrong one comes first."""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH108", "circular-project"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each name that is not made yet when the other module comes first."""
    for each in surroundings.circular:
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"a circular import that depends on the order: if {each.module} comes first, its "
                f"line {each.back_at} leads to {each.importer}, which asks it for {each.name!r}, "
                f"defined in line {each.defined_at} only"
            ),
            culprit=Culprit(each.file, each.line),
            mends=[
                f"import {each.name} inside of the function that needs it, in {each.file}",
                f"move {each.name} into a third module",
            ],
        )
