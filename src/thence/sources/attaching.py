"""How sources get into an import system: a path hook, and a last finder on the meta path."""

from .errors import not_allowed
from .finder import SourceFinder
from .last import LastFinder
from .loaders import LOADERS
from .names import entry_of, is_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .shelf import Shelf


class SourceHook:
    """The path hook of one system: takes what is allowed, and refuses all else (5.5.1)."""

    def __init__(self, shelf: "Shelf", system: "Any", last: LastFinder) -> None:
        self._shelf = shelf
        self._finder_class = system.machinery.bind(SourceFinder)
        self._loaders = [system.machinery.bind(each) for each in LOADERS]
        self._last = last

    def __repr__(self) -> str:
        return f"<path hook of {self._shelf!r}>"

    def __call__(self, entry: str) -> SourceFinder:
        """The path entry finder.  Raises ImportError for an entry that is none of ours.

        One that is ours is never left to the next hook, whatever is wrong with it: zipimport
        would execute what the lock forbids.
        """
        try:
            cleaned = entry_of(entry)
            if not self._shelf.settings.is_allowed(cleaned):
                raise not_allowed(cleaned)
        except ImportError as error:
            error.__context__ = None  # a KeyError of the entry as it is, with its password
            if isinstance(entry, str) and is_url(entry):
                self._last.refused[entry] = error
            raise
        finder: SourceFinder = self._finder_class(self._shelf, cleaned, self._loaders, self._last)
        return finder


class Attachment:
    """One ``Sources`` in one system."""

    def __init__(self, shelf: "Shelf", system: "Any") -> None:
        self._shelf = shelf
        self.system = system
        self._last: LastFinder = system.machinery.bind(LastFinder)(shelf)
        self._hook = SourceHook(shelf, system, self._last)

    def do(self) -> None:
        """Before all other hooks: zipimport would take an archive that is ours.

        Raises LockError for a lock that cannot be read.
        """
        self._shelf.rules.pins()
        self.system.path_hooks.insert(0, self._hook)
        self.system.meta_path.append(self._last)
        self._shelf.rules.states.append(self.system._state)
        self._forget()

    def undo(self) -> None:
        """Out again; what others did to the lists meanwhile stays."""
        lists: list[tuple[Any, Any]] = [
            (self.system.path_hooks, self._hook),
            (self.system.meta_path, self._last),
            (self._shelf.rules.states, self.system._state),
        ]
        for things, own in lists:
            if own in things:
                things.remove(own)
        self._forget()

    def _forget(self) -> None:
        """Let the hooks be asked anew for entries that are ours, or were."""
        cache = self.system.path_importer_cache
        for entry in [each for each in cache if self._is_ours(each)]:
            del cache[entry]

    def _is_ours(self, entry: "Any") -> bool:
        try:
            return isinstance(entry, str) and (
                is_url(entry) or self._shelf.settings.is_allowed(entry_of(entry))
            )
        except ImportError:
            return False
