"""TH103: a folder holds the metadata of two versions of one distribution."""

from collections.abc import Iterator

from ....explaining.distributions import folded
from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH103", "two-versions"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each folder and distribution with several versions."""
    known: dict[tuple[str, str], list[str]] = {}
    for each in surroundings.installed:
        known.setdefault((each.root, folded(each.name)), []).append(each.version)
    for (root, name), versions in sorted(known.items()):
        both = " and ".join(sorted(versions))
        if len(set(versions)) > 1:
            yield Finding(
                code=CODE,
                name=NAME,
                cause=(
                    f"{root} has the metadata of {name} {both}: the code is "
                    "of one of them at most, and pip sees another"
                ),
                culprit=Culprit(root, what=name),
                mends=[
                    f"{surroundings.executable} -m pip install --force-reinstall {name}",
                    f"empty {root}, if it is a folder of --target, and install into it again",
                ],
            )
