"""TH105: modules that a distribution has installed are not there any more."""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH105", "files-gone"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each distribution whose modules at top level are missing."""
    for each in surroundings.installed:
        if each.absent:
            yield Finding(
                code=CODE,
                name=NAME,
                cause=(
                    f"{each.name} {each.version} is installed by its metadata, and "
                    f"{', '.join(each.absent[:3])} of it is not there"
                ),
                culprit=Culprit(each.root, distribution=each.name, version=each.version),
                mends=[f"{surroundings.executable} -m pip install --force-reinstall {each.name}"],
            )
