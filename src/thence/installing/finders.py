"""The finders and path hooks in force, replaced where they stand."""

import sys

from ..process import process_system
from .blessing import bless_finder
from .counterparts import Counterparts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

HOOK_NAME = "path_hook_for_FileFinder"


class Finders:
    """Puts thence's finders and path hook in the places of the interpreter's."""

    def __init__(self, counterparts: Counterparts) -> None:
        self._counterparts = counterparts
        # thence's hook -> the interpreter's hook whose place it took
        self._hooks: dict[Callable[[str], Any], Callable[[str], Any]] = {}

    def do(self) -> None:
        """On the meta path, among the path hooks, in the path importer cache."""
        classes = self._counterparts.forward()
        replace_items(sys.meta_path, lambda finder: replaced_class(finder, classes))
        replace_items(sys.path_hooks, self._hook_in_place_of)
        for finder in list(sys.path_importer_cache.values()):
            bless_finder(finder, classes)

    def undo(self) -> None:
        """The same places, whatever was added around them."""
        classes = self._counterparts.backward()
        replace_items(sys.meta_path, lambda finder: replaced_class(finder, classes))
        replace_items(sys.path_hooks, lambda hook: self._hooks.get(hook, hook))
        for finder in list(sys.path_importer_cache.values()):
            bless_finder(finder, classes)

    def _hook_in_place_of(self, hook: "Any") -> "Any":
        """Thence's hook for one of the interpreter's FileFinder, with the same loaders."""
        details = loader_details_of(hook)
        if details is None:
            return hook
        classes = self._counterparts.forward()
        mapped = [(classes.get(loader, loader), suffixes) for loader, suffixes in details]
        ours = process_system.machinery.FileFinder.path_hook(*mapped)
        self._hooks[ours] = hook
        return ours


def replaced_class(finder: "Any", classes: "dict[type, Any]") -> "Any":
    """A finder that is a class, in the other system; anything else as it is."""
    return classes.get(finder, finder) if isinstance(finder, type) else finder


def replace_items(items: "list[Any]", replacement: "Callable[[Any], Any]") -> None:
    """Replace the items of a list, in place."""
    if items is not None:  # the interpreter is being torn down
        items[:] = [replacement(item) for item in items]


def loader_details_of(hook: "Any") -> "Any":
    """The (loader, suffixes) pairs that a path hook of FileFinder was made with; else None."""
    code = getattr(hook, "__code__", None)
    if getattr(hook, "__name__", "") != HOOK_NAME or code is None:
        return None
    cells = dict(zip(code.co_freevars, hook.__closure__ or (), strict=False))
    return cells["loader_details"].cell_contents if "loader_details" in cells else None
