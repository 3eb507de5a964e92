"""TH106: an editable installation leads to sources that are gone.

Its sources are named by ``direct_url.json``, by a ``.pth`` file, by the finder that setuptools
writes (``__editable___NAME_finder.py``) or, of old, by an ``.egg-link``.
"""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH106", "editable-gone"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each such installation."""
    for each in surroundings.installed:
        if each.gone:
            yield Finding(
                code=CODE,
                name=NAME,
                cause=f"{each.name} is installed as editable from {each.gone[0]}, which is gone",
                culprit=Culprit(each.root, distribution=each.name, version=each.version),
                evidence=list(each.gone[1:]),
                mends=[
                    f"{surroundings.executable} -m pip uninstall {each.name}",
                    "install it again from where its sources are now",
                ],
            )
