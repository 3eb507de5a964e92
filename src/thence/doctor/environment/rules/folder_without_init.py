"""TH117: a folder of a package is imported from, and has no ``__init__.py``.

It works as a namespace package, as long as nobody packages it: setuptools' ``find_packages``
leaves it out, coverage and mypy may pass over it, and a regular package of its name elsewhere
would win.
"""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH117", "folder-without-init"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each of the project."""
    for each in surroundings.folders:
        yield Finding(
            code=CODE,
            name=NAME,
            cause=(
                f"{each.name} is imported, and its folder has no __init__.py, while the one above "
                "has: it is a namespace package, which tools leave out"
            ),
            culprit=Culprit(each.folder),
            evidence=[f"{each.file}:{each.line} imports it"],
            mends=["add an empty __init__.py: thence doctor --fix"],
            certain=False,
            checks=["is it left out on purpose? then: thence doctor --ignore TH117"],
        )
