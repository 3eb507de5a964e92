"""TH115: a distribution in the user's own site folder comes before the environment's.

``~/.local/lib/python3.X/site-packages`` comes before the interpreter's ``site-packages``: what was
installed with ``pip install --user`` once is used by every environment that lets it in.
"""

from collections.abc import Iterator

from ....explaining.distributions import folded
from ...finding import Culprit, Finding
from ..surroundings import Installed, Surroundings

CODE, NAME = "TH115", "user-site"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each distribution that is in both, in another version."""
    order = [each.place for each in surroundings.places]
    users = {each.place for each in surroundings.places if each.origin == "user site"}
    others = [each for each in surroundings.installed if each.root not in users]
    for each in surroundings.installed:
        if each.root in users:
            for hidden in others:
                if is_hidden(hidden, each, order):
                    yield finding(each, hidden)


def is_hidden(hidden: Installed, first: Installed, order: list[str]) -> bool:
    """Does one come before another version of itself?"""
    return (
        folded(hidden.name) == folded(first.name)
        and hidden.version != first.version
        and hidden.root in order
        and order.index(first.root) < order.index(hidden.root)
    )


def finding(first: Installed, hidden: Installed) -> Finding:
    """Which one is used, and which one is not."""
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{first.name} {first.version} of the user's own site folder is used, and not "
            f"{hidden.version} of {hidden.root}"
        ),
        culprit=Culprit(first.root, distribution=first.name, version=first.version),
        mends=[
            "start Python with -s, or set PYTHONNOUSERSITE=1",
            f"python -m pip uninstall {first.name}, which takes the user's away first",
        ],
    )
