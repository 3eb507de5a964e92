"""TH105: modules that a distribution has installed are not there any more, or are empty.

Its ``RECORD`` says what was installed. Tests that somebody left out, to save space, are not told.
"""

from collections.abc import Iterator

from ...finding import Culprit, Finding
from ..surroundings import Surroundings

CODE, NAME = "TH105", "files-gone"


def examine(surroundings: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each distribution that lacks some of its modules."""
    for each in surroundings.installed:
        if each.absent:
            yield Finding(
                code=CODE,
                name=NAME,
                cause=(
                    f"{each.name} {each.version} is installed by its metadata, and "
                    f"{in_words(each.absent)} of it is not there, or is empty"
                ),
                culprit=Culprit(each.root, distribution=each.name, version=each.version),
                mends=[f"{surroundings.executable} -m pip install --force-reinstall {each.name}"],
            )


def in_words(files: tuple[str, ...]) -> str:
    """The first of them, and how many more there are.

    >>> in_words(("a.py", "b.py", "c.py", "d.py"))
    'a.py, b.py, c.py (and 1 more)'
    """
    first = ", ".join(files[:3])
    return first if len(files) <= 3 else f"{first} (and {len(files) - 3} more)"  # noqa: PLR2004
