"""Files in the tables of a database: what the stores of all databases have in common."""

from ..errors import beyond_limit
from ..source import Source
from .sql_session import Sessions
from .sql_tables import BUNDLES, CONTENT, CURRENT, EARLIER, LISTING, NOW, THEN
from .static import bundled
from .static_revisions import BUNDLE, is_bundle

SUFFIXES = (".db", ".sqlite", ".sqlite3")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..settings import Settings
    from .sql_session import Database, Rows

    # A revision's number (None: the database has none yet) and its files with their hashes.
    Listing = tuple[int | None, dict[str, str | None]]


class SqlSource(Source):
    """The files below one folder of a database, in one revision at a time.

    ``list`` goes to the newest revision, and ``read`` stays there until ``list`` is called anew;
    before it was called, ``read`` gives what is newest.  An entry that ends in ``@12`` means that
    revision for ever.  Where an archive of all files was published with them, it is fetched in
    place of each.
    """

    # A query for each module costs more than a look into the cache, even in a file.
    is_kept = True

    def __init__(
        self, entry: str, settings: "Settings", database: "Database", place: "Place"
    ) -> None:
        super().__init__(entry)
        self._settings = settings
        self._sessions = Sessions(entry, database, settings.library)
        self._prefix = f"{place.folder}/" if place.folder else ""
        self._fixed = place.revision
        # The revision that read() answers from; None: the newest.
        self._revision = self._fixed
        # Read by fingerprint(), for the list() that follows: together they are one query.
        self._ahead: Listing | None = None
        # The archive of all files; asked for at the first read, if no listing says there is none.
        self._bundle: Source | None = None
        self._bundle_is_known = False

    def list(self) -> "dict[str, str | None]":
        """Every file of the newest revision, by one query.  Raises OSError."""
        ahead, self._ahead = self._ahead, None
        revision, files = ahead or self._look()
        if self._fixed is None:
            self._revision = revision
        elif revision is None or revision < self._fixed:
            raise OSError(f"{self.entry}: there is no such revision; the newest is {revision}")
        self._bundle, bundles = None, {name for name in files if is_bundle(name)}
        self._bundle_is_known = not bundles
        return {name: sha256 for name, sha256 in files.items() if name not in bundles}

    def read(self, name: str) -> bytes:
        """All bytes of a file.  Raises FileNotFoundError, OSError, RefusedError."""
        if not self._bundle_is_known:
            self._bundle = self._fetched_bundle()
            self._bundle_is_known = True
            self.is_bulk = self._bundle is not None
        if self._bundle is None or is_bundle(name):
            return self._read_one(name)
        return self._bundle.read(name)

    def forget(self) -> None:
        """Ask for the archive of all files anew."""
        self._bundle, self._bundle_is_known = None, False

    def _fetched_bundle(self) -> "Source | None":
        """The archive, by one query; None where there is none, or a larger one than is allowed."""
        from .archive import ArchiveSource
        from .memory import MemorySource

        start = self._prefix + BUNDLE
        words = {"length": len(start), "start": start, "most": self._settings.limits.total}
        rows = self._rows(BUNDLES, self._revision, **words)
        found = [row for row in rows if row[1] is not None and "/" not in row[0][len(start) :]]
        if not found:
            return None
        name = found[0][0][len(self._prefix) :]
        fetched = MemorySource(self.entry, {name: bytes(found[0][1])})
        return ArchiveSource(f"{self.entry}/{name}", fetched, name, self._settings)

    def earlier(self, name: str, sha256: str) -> bytes:
        """A file of any revision, by its hash.  Raises what ``read`` raises."""
        full, most = self._prefix + name, self._settings.limits.size
        rows = self._sessions.rows(EARLIER, name=full, most=most, sha256=sha256)
        return self._content(name, rows)

    def _read_one(self, name: str) -> bytes:
        """One file, by one query."""
        full, most = self._prefix + name, self._settings.limits.size
        return self._content(name, self._rows(CONTENT, self._revision, name=full, most=most))

    def _content(self, name: str, rows: "Rows") -> bytes:
        """The bytes that a query brought."""
        full, most = self._prefix + name, self._settings.limits.size
        # Some databases take a name for another that differs in case alone.
        found = [row for row in rows if row[0] == full]
        if not found:
            raise FileNotFoundError(2, "no such file in this database", f"{self.entry}/{name}")
        _, size, content = found[0]
        if size > most:
            raise beyond_limit(self.entry, f"the size of {name}", most)
        return content.encode() if isinstance(content, str) else bytes(content)

    def fingerprint(self) -> str:
        """The newest revision's number.  Raises OSError."""
        if self._fixed is not None:
            return str(self._fixed)
        if self._revision is None:
            self._ahead = self._look()
            return str(self._ahead[0])
        return str(self._sessions.rows(CURRENT)[0][0])

    def stamp(self, name: str) -> str:  # noqa: ARG002 - revisions count for all files alike
        """What an archive in the database is known by.  Raises OSError."""
        return str(self._fixed or self._sessions.rows(CURRENT)[0][0])

    def _look(self) -> "Listing":
        rows = self._rows(LISTING, self._fixed)
        start = len(self._prefix)
        files = {
            name[start:]: sha256
            for _, name, sha256 in rows
            if name is not None and name.startswith(self._prefix)
        }
        return rows[0][0], files

    def _rows(self, statement: str, revision: "int | None", **parameters: "Any") -> "Rows":
        """What a query answers, in a revision, or in the newest."""
        if revision is None:
            return self._sessions.rows(statement + NOW, **parameters)
        return self._sessions.rows(statement + THEN, revision=revision, **parameters)


def with_bundle(files: "Mapping[str, bytes]", settings: "Settings") -> "Mapping[str, bytes]":
    """The files, and an archive of all of them, by the name by which it is found."""
    archive = bundled(files, settings)
    return {**files, f"{BUNDLE}{settings.library.sha256(archive)}.zip": archive}


class Place:
    """Which database an entry names, which folder in it, and which revision.

    >>> str(Place.of_file("/srv/code.db/team/lib@12"))
    '/srv/code.db, folder team/lib, revision 12'
    >>> str(Place.of_server("me@host:5432/code"))
    'me@host:5432/code, folder , revision None'
    """

    def __init__(self, database: str, folder: str, revision: "int | None") -> None:
        self.database = database
        self.folder = folder
        self.revision = revision

    def __str__(self) -> str:
        return f"{self.database}, folder {self.folder}, revision {self.revision}"

    @classmethod
    def of_file(cls, path: str) -> "Place":
        """A file with a database's suffix, or the whole path; what follows is the folder."""
        path, revision = split_revision(path)
        parts = path.split("/")
        files = [number for number, part in enumerate(parts) if part.endswith(SUFFIXES)]
        count = files[0] + 1 if files else len(parts)
        return cls("/".join(parts[:count]), "/".join(parts[count:]), revision)

    @classmethod
    def of_server(cls, path: str) -> "Place":
        """``host/database`` and what follows; the path begins with the host, or with none."""
        path, revision = split_revision(path)
        host, _, below = path.partition("/")
        name, _, folder = below.partition("/")
        return cls(f"{host}/{name}", folder, revision)


def split_revision(path: str) -> tuple[str, int | None]:
    """A path without the revision at its end, and that revision; None: the newest.

    >>> split_revision("/a.db/team@12"), split_revision("me@host/db")
    (('/a.db/team', 12), ('me@host/db', None))
    """
    before, at, number = path.rpartition("@")
    return (before, int(number)) if at and number.isdecimal() else (path, None)
