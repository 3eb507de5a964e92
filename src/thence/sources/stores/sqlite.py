"""Files in a SQLite database on this machine: ``sqlite:///srv/code.db``, or a folder in it.

By the standard library's ``sqlite3``.  The database is opened to be read only.
"""

from ..errors import RefusedError
from ..names import check_names
from .sql import Place, SqlSource, with_bundle
from .sql_session import unreachable
from .sql_tables import replace_files, tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..settings import Settings

SCHEME = "sqlite://"
# What would end the path in a URI of SQLite's; the percent sign first.
QUOTED = {"%": "%25", "?": "%3f", "#": "%23"}


class SqliteSource(SqlSource):
    """The files in a SQLite database, or below a folder of it."""

    is_local = True

    def __init__(self, entry: str, settings: "Settings") -> None:
        place = place_of(entry)
        super().__init__(entry, settings, SqliteDatabase(place.database, settings), place)


class SqliteDatabase:
    """A file that SQLite reads."""

    secrets = ()

    def __init__(self, file: str, settings: "Settings") -> None:
        self._file = file
        self._settings = settings

    @property
    def failures(self) -> "tuple[type[BaseException], ...]":
        """What SQLite raises."""
        return (self._sqlite3().Error,)

    def connect(self, mode: str = "ro") -> "Any":
        """Open the file: ``ro`` to read it, ``rwc`` to write it, where it may be a new one."""
        path = "".join(QUOTED.get(letter, letter) for letter in self._file)
        return self._sqlite3().connect(
            f"file:{path}?mode={mode}",
            uri=True,
            timeout=self._settings.limits.seconds,
            isolation_level=None,  # no transaction unless one is begun
            check_same_thread=False,  # the session lets one in at a time
        )

    def rows(
        self, connection: "Any", statement: str, parameters: "dict[str, Any]"
    ) -> "list[tuple[Any, ...]]":
        """What a query answers.

        What a publisher was writing when it was killed is taken back before; only who may write
        to the file can do that.
        """
        rows: list[tuple[Any, ...]]
        sqlite3 = self._sqlite3()
        try:
            rows = connection.execute(statement, parameters).fetchall()
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", None)  # the module's own errors have none
            if code != sqlite3.SQLITE_READONLY_ROLLBACK:
                raise
            self._take_back()
            rows = connection.execute(statement, parameters).fetchall()
        return rows

    def _take_back(self) -> None:
        """Undo a transaction whose process is gone: SQLite does, for whoever may write."""
        try:
            writing = self.connect("rw")
            try:
                writing.execute("PRAGMA schema_version")
            finally:
                writing.close()
        except self.failures as error:
            raise OSError(
                f"{SCHEME}{self._file}: a publication was cut off; whoever may write to the file "
                f"has to open it once ({error})"
            ) from None

    def is_lost(self, connection: "Any") -> bool:  # noqa: ARG002 - others' are lost
        """A file does not hang up."""
        return False

    def _sqlite3(self) -> "Any":
        return self._settings.library("sqlite3")


def place_of(entry: str) -> Place:
    """The file and the folder that an entry names.  Raises RefusedError for a relative path."""
    path = entry.removeprefix(SCHEME)
    if path == entry or not path.startswith("/"):
        raise RefusedError(f"{entry}: write sqlite:///, then an absolute path", entry=entry)
    return Place.of_file(path)


def publish(
    files: "Mapping[str, bytes]",
    destination: str,
    settings: "Settings",
    *,
    bundle: bool = False,
) -> str:
    """Put files into a database, as a new revision; returns what was published as, in words.

    The file and its tables are made, if they are not there.  Raises RefusedError, OSError.
    """
    check_names(destination, files, settings.library)
    files = with_bundle(files, settings) if bundle else files
    place = place_of(destination)
    database = SqliteDatabase(place.database, settings)
    try:
        connection = database.connect("rwc")
        try:
            revision = replaced(connection, database, place.folder, files, settings)
        finally:
            connection.close()
    except database.failures as error:
        failure = unreachable(destination, error, settings.library)
    else:
        return f"{destination}, revision {revision}"
    raise failure


def replaced(
    connection: "Any",
    database: SqliteDatabase,
    folder: str,
    files: "Mapping[str, bytes]",
    settings: "Settings",
) -> int:
    """Make the revision, whole or not at all: a transaction that is not ended leaves nothing."""

    def run(statement: str, **parameters: "Any") -> "list[tuple[Any, ...]]":
        return database.rows(connection, statement, parameters)

    # Before anything is read: two who publish at once would make the same revision.
    run("BEGIN IMMEDIATE")
    for statement in tables("TEXT", "BLOB", "TEXT"):
        run(statement)
    revision = replace_files(run, folder, files, settings.library.sha256)
    run("COMMIT")
    return revision
