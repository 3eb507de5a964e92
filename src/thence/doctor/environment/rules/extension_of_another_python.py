"""TH104: a distribution's extension modules were built for another Python."""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH104", "extension-of-another-python"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each distribution with extension modules that cannot be loaded."""
    for each in surroundings.installed:
        if each.foreign:
            yield Finding(
                code=CODE,
                name=NAME,
                cause=(
                    f"{each.name} {each.version} was installed for another Python: this one "
                    f"cannot load {len(each.foreign)} extension modules: {each.foreign[0]} ..."
                ),
                culprit=Culprit(
                    f"{each.root}/{each.foreign[0]}", distribution=each.name, version=each.version
                ),
                mends=[f"{surroundings.executable} -m pip install --force-reinstall {each.name}"],
            )
