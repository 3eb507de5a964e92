"""Modules that a distribution had, and dropped."""

from typing import NamedTuple


class Moved(NamedTuple):
    """``module`` left ``distribution`` in version ``dropped_in``."""

    module: str
    distribution: str
    dropped_in: str
    successor: str


# Sources: pypa/setuptools PR #5007 (82.0.0).
MOVED = (Moved("pkg_resources", "setuptools", "82", "importlib.metadata and importlib.resources"),)
