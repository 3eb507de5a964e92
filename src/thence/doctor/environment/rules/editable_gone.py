"""TH106: an editable installation leads to sources that are gone, or has lost its distribution.

Its sources are named by ``direct_url.json``, by a ``.pth`` file, by the finder that setuptools
writes (``__editable___NAME_finder.py``) or, of old, by an ``.egg-link``.  Such a file may stay
behind when the distribution is removed by halves: what it leads to can still be imported.
"""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Orphan, Surroundings

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
    for orphan in surroundings.orphans:
        yield Finding(
            code=CODE,
            name=NAME,
            cause=f"{orphan.file} is left of an editable installation: {what_of(orphan)}",
            culprit=Culprit(orphan.file),
            evidence=list(orphan.places),
            mends=[
                " ".join(filter(None, ["rm", orphan.file, orphan.starter])),
                "install it again from where its sources are now",
            ],
        )


def what_of(orphan: Orphan) -> str:
    """What it lacks."""
    if orphan.gone:
        return f"it leads to {orphan.gone[0]}, which is gone"
    leads = f", and it still leads to {orphan.places[0]}" if orphan.places else ""
    return f"no installed distribution has it{leads}"
