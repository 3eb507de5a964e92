"""Installed distributions in sources, for ``importlib.metadata``.

Loaded by whoever asks for them: then that module is there.
"""

import importlib.metadata
import re
import sys

from .names import entry_of
from .resources import StoredPath

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from .contents import Contents
    from .shelf import Shelf

FOLDERS = (".dist-info", ".egg-info")


class StoredDistribution(importlib.metadata.PathDistribution):
    """The ``.dist-info`` of a distribution in a source, read as one in a folder is."""

    def __init__(self, folder: "Any") -> None:
        super().__init__(folder)  # a ``StoredPath`` has what is asked of a path there


def without(context: "Any", is_ours: "Callable[[Any], bool]") -> "Any":
    """What is asked for, but on the other entries of the path alone."""
    context = importlib.metadata.DistributionFinder.Context() if context is None else context
    others = [entry for entry in context.path if not is_ours(entry)]
    return type(context)(**{**vars(context), "path": others})


def distributions_in(
    shelf: "Shelf", path: "Iterable[Any]", context: "Any"
) -> "Iterator[StoredDistribution]":
    """Those of the path's entries that are sources, by the name that ``context`` asks for.

    A source that cannot be reached has none.
    """
    if shelf.rules.library.is_importing():
        return
    own = getattr(context, "path", None)
    name = getattr(context, "name", None)
    entries = path if own is None or own is sys.path else own
    for entry in dict.fromkeys(each for each in entries if isinstance(each, str) and each):
        try:
            contents, folder = shelf.contents_at(entry_of(entry))
            found = list(folders_of(contents, folder))
        except (ImportError, OSError):
            continue
        for each in found:
            if name is None or name_of(each) == normalized(name):
                yield StoredDistribution(StoredPath(contents, each))


def folders_of(contents: "Contents", folder: str) -> "Iterator[str]":
    """The metadata folders directly below a folder."""
    for each in sorted(contents.folders()):
        above, _, last = each.rpartition("/")
        if above == folder and last.endswith(FOLDERS):
            yield each


def name_of(folder: str) -> str:
    """The normalized name of a metadata folder's distribution.

    >>> name_of("lib/Some_Tool-1.0.dist-info")
    'some_tool'
    """
    return normalized(folder.rpartition("/")[2].partition("-")[0])


def normalized(name: str) -> str:
    """A distribution's name as they are compared (PEP 503, with underscores)."""
    return re.sub(r"[-_.]+", "_", name).lower()
