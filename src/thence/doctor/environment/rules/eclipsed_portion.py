"""TH111: a regular package eclipses portions of a namespace package, wherever on the path.

A folder without ``__init__.py`` is a portion of a namespace package (PEP 420), and only looked at
if no entry of the path has a regular package of that name: one ``__init__.py`` too many, and what
another distribution has put into its portion cannot be imported any more.
"""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Place, Provider, Surroundings

CODE, NAME = "TH111", "eclipsed-portion"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each portion of a distribution that a package elsewhere eclipses."""
    for place in surroundings.places:
        for name, portion in place.providers.items():
            if portion.kind != "portion":
                continue
            owners = surroundings.owners(place, name)
            package = winner(surroundings, name)
            if owners and package:
                missed = f"{owners[0].name} {owners[0].version}"
                yield finding(package[0], package[1], portion, missed, surroundings)


def winner(surroundings: Surroundings, name: str) -> tuple[Place, Provider] | None:
    """The module that is found in place of the portions."""
    for place, provider in surroundings.providers(name):
        if provider.kind != "portion":
            return None if provider.extends_path else (place, provider)
    return None


def finding(
    place: Place, package: Provider, portion: Provider, whose: str, surroundings: Surroundings
) -> Finding:
    """What is found, and what is not."""
    owners = surroundings.owners(place, package.name)
    mend = f"remove {package.file}/__init__.py, if it is empty: then both are portions"
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"import {package.name} finds the package {package.file}, and nothing in "
            f"{portion.file} of {whose}, which has no __init__.py"
        ),
        culprit=Culprit(
            f"{package.file}/__init__.py" if package.kind == "package" else package.file,
            distribution=owners[0].name if owners else None,
            version=owners[0].version if owners else None,
        ),
        mends=[mend, f"rename {package.file}"],
        checks=[f"python -m thence why {package.name}"],
    )
