"""TH106: an editable installation leads to sources that are gone."""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH106", "editable-gone"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each such installation."""
    for each in surroundings.installed:
        if each.sources and not each.sources_exist:
            yield Finding(
                code=CODE,
                name=NAME,
                cause=f"{each.name} is installed as editable from {each.sources}, which is gone",
                culprit=Culprit(each.root, distribution=each.name, version=each.version),
                mends=[
                    f"{surroundings.executable} -m pip uninstall {each.name}",
                    "install it again from where its sources are now",
                ],
            )
