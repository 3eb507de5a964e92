"""Which sources are allowed, and what was opened of them."""

from .contents import Contents
from .errors import not_allowed
from .names import is_below
from .opening import archive_above, open_source
from .settings import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .rules import Rules
    from .source import Source


class Shelf:
    """Finds, or opens, the source that a path entry leads to."""

    def __init__(self, rules: "Rules", *, plain_http: bool) -> None:
        self.rules = rules
        # Cleaned path entries; each allows what lies below it, too.
        self.allowed: list[str] = []
        self.settings = Settings(
            self.allowed, rules.library, limits=rules.limits, plain_http=plain_http
        )
        # Root -> what it holds, of all that were opened or handed over.
        #
        #   "https://example.org/lib" -> Contents(HttpSource('https://example.org/lib'))
        self._opened: dict[str, Contents] = {}

    def __repr__(self) -> str:
        return f"<Sources of {', '.join(self.allowed) or 'nothing'}>"

    def add(self, source: "Source") -> None:
        """Allow a source that somebody made himself."""
        self._opened[source.entry] = Contents(source, self.rules)
        self.allowed.append(source.entry)

    def opened(self) -> list[Contents]:
        """What was opened so far."""
        return list(self._opened.values())

    def contents_at(self, entry: str) -> tuple[Contents, str]:
        """What the source of an entry holds, and the folder in it that the entry is.

        ``entry`` is cleaned.  Raises RefusedError for one that nobody allowed, and what opening
        its source raises; nothing is read yet.
        """
        if not self.settings.is_allowed(entry):
            raise not_allowed(entry)
        root = self.root_of(entry)
        if root not in self._opened:
            known = {each: contents.source for each, contents in self._opened.items()}
            source = open_source(root, self.settings, known)
            self._opened.setdefault(root, Contents(source, self.rules))
        return self._opened[root], entry[len(root) + 1 :]

    def root_of(self, entry: str) -> str:
        """The source that an entry lies in: one that is known, an archive, else itself."""
        known = [root for root in self._opened if is_below(entry, root)]
        known += [root for root in self.rules.pinned() if is_below(entry, root)]
        if (archive := archive_above(entry)) is not None:
            known.append(archive)
        return max(known, key=len, default=entry)
