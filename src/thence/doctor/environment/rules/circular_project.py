"""TH108: modules import each other, and break when the wrong one comes first.

The imports of the project are played with each module as the first one. One that works today
breaks as soon as a test, a tool or a sorted list of imports asks for the modules in another
order.
"""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Circle, Surroundings

CODE, NAME = "TH108", "circular-project"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each name that is not made yet when the other module comes first."""
    for each in surroundings.circles:
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"a circular import that depends on the order: if {each.first} comes first, "
                f"line {each.back_at} of {each.module} leads to {each.importer}, which asks it "
                f"for {each.name!r}, defined in line {each.defined_at} only"
            ),
            culprit=Culprit(
                each.file,
                each.line,
                distribution=each.distribution or None,
                version=each.version or None,
            ),
            mends=mends(each),
            # What functions that are called meanwhile import is not played; large packages do so.
            certain=not each.distribution,
            checks=[f'python -c "import {each.first}"'],
        )


def mends(circle: Circle) -> list[str]:
    """What breaks the circle."""
    if circle.distribution:
        before = [f"import {circle.instead} before {circle.first}"] if circle.instead else []
        return [*before, f"tell the authors of {circle.distribution}"]
    return [
        f"import {circle.name} inside of the function that needs it, in {circle.file}",
        f"move {circle.name} into a third module",
    ]
