"""TH101: every user of the machine may put modules where this Python looks for them."""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH101", "open-entry"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each entry of the path that others may write to."""
    for each in surroundings.places:
        if each.writable_by_others:
            yield Finding(
                code=CODE,
                name=NAME,
                cause=(
                    f"{each.place} is on sys.path, and any user may write to it: what they put "
                    "there is executed by who imports it"
                ),
                culprit=Culprit(each.place),
                mends=[f"chmod o-w {each.place}", "take it off sys.path"],
            )
        for file in each.writable_files:
            yield Finding(
                code=CODE,
                name=NAME,
                cause=f"any user may write to {file}: each start of this Python executes it",
                culprit=Culprit(file),
                mends=[f"chmod o-w {file}"],
            )
