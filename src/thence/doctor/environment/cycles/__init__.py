"""Imports in a circle that hold only as long as the right module comes first."""

from collections.abc import Iterable, Iterator

from ..surroundings import Circle, Installed
from .reading import sources_below
from .simulating import circles


def circles_of_distributions(installed: Iterable[Installed]) -> Iterator[Circle]:
    """Those within each package that is installed; a long look, for ``--deep``."""
    for each in installed:
        for top in sorted(file for file in each.tops if file.endswith("/__init__.py")):
            sources = sources_below(f"{each.root}/{top}")
            yield from circles(sources, each.name, each.version)


__all__ = ["circles", "circles_of_distributions"]
