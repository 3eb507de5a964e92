"""The last finder on the meta path: says why a module was not found, if a source failed."""

from .._engine.loaders.base import Bound
from .entries import without_secrets
from .errors import RefusedError, not_found_for_sure
from .names import entry_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from .shelf import Shelf


def spellings(entry: "Any") -> "list[Any]":
    """A path entry, and how a source calls it: without a slash at its end, hosts in small letters.

    >>> spellings("HTTPS://Host/lib/")
    ['HTTPS://Host/lib/', 'https://host/lib']
    """
    try:
        return [entry, entry_of(entry)]
    except RefusedError:
        return [entry]


class LastFinder(Bound):
    """Finds nothing; it is asked when nobody else had the module.

    Then, if a source could not say whether it has it, the error tells of that.
    """

    def __init__(self, shelf: "Shelf") -> None:
        self.shelf = shelf
        # Entries that the hook refused, with the reason.
        self.refused: dict[str, BaseException] = {}
        # Module name -> (entry, error) of each source that failed when it was last asked for it.
        self._failed: dict[str, list[tuple[str, BaseException]]] = {}

    def __repr__(self) -> str:
        return f"<last finder of {self.shelf!r}>"

    def note(self, fullname: str, entry: str, error: BaseException) -> None:
        """A source could not say whether it has a module."""
        known = [row for row in self._failed.get(fullname, ()) if row[0] != entry]
        self._failed[fullname] = [*known, (entry, error)]

    def find_spec(
        self,
        fullname: str,
        path: "Iterable[str] | None" = None,
        target: object = None,  # noqa: ARG002 - the protocol's
    ) -> None:
        """None; raises UnavailableError when the module may be in a source that failed."""
        entries = list(self.import_state.path if path is None else path)
        failures = self._failed.pop(fullname, [])
        if failures:
            names = {name for each in entries for name in spellings(each)}
            failures = [row for row in failures if row[0] in names]
        failures += [
            (without_secrets(each), self.refused[each]) for each in self._refused(entries)
        ]
        if failures:
            raise not_found_for_sure(fullname, failures, len(entries) - len(failures))

    def _refused(self, entries: "list[Any]") -> "list[str]":
        """Those of some path entries, which may be anything, that the hook refused."""
        return [each for each in entries if isinstance(each, str) and each in self.refused]

    def invalidate_caches(self) -> None:
        """Let every source be compared with its fingerprint before its next use."""
        for contents in self.shelf.opened():
            contents.invalidate()

    def find_distributions(self, context: "Any" = None) -> "Iterable[Any]":
        """The distributions in sources on the path, for ``importlib.metadata``."""
        from .distributions import distributions_in  # whoever asks has importlib.metadata

        return distributions_in(self.shelf, self.import_state.path, context)
