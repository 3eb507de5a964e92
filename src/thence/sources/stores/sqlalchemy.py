"""Files in any database that SQLAlchemy reaches: ``sqlalchemy:mysql+pymysql://host/database``.

What follows ``sqlalchemy:`` is a URL of SQLAlchemy's, with a folder behind the database's name, if
wanted.  SQLAlchemy and the driver are imported where the program would find them, too.  User and
password come from netrc (``~/.netrc``, or the file that NETRC names), by the host.
"""

from ..errors import RefusedError, lacks_library
from ..in_common import import_in_common, without_orphans
from ..names import check_names
from .sql import Place, SqlSource, with_bundle
from .sql_session import unreachable
from .sql_tables import FILES, REVISIONS, replace_files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..settings import Settings

SCHEME = "sqlalchemy:"
NAME_LENGTH = 255  # the longest that every database takes into a key
HASH_LENGTH = 64


class AlchemySource(SqlSource):
    """The files in a database, or below a folder of it."""

    def __init__(self, entry: str, settings: "Settings") -> None:
        place = place_of(entry)
        database = AlchemyDatabase(entry, place.database, settings)
        self.is_local = is_file(entry)
        super().__init__(entry, settings, database, place)


class AlchemyDatabase:
    """A database that SQLAlchemy connects to, by a URL without a password."""

    def __init__(self, entry: str, url: str, settings: "Settings") -> None:
        self._entry = entry
        self._url = url
        self._settings = settings
        self.secrets: list[str] = []  # from netrc

    @property
    def failures(self) -> "tuple[type[BaseException], ...]":
        """What SQLAlchemy raises, for its drivers, too."""
        return (self.library().exc.SQLAlchemyError,)

    def engine(self) -> "Any":
        """SQLAlchemy's engine, without connections that wait.  Raises RefusedError."""
        library = self.library()
        url = library.engine.make_url(self._url)
        login = None if not url.host else self._login(url.host)
        if login is not None:
            url = url.set(username=url.username or login[0], password=login[2])
            self.secrets = [login[2]]
        try:
            return self._settings.library.apart(
                without_orphans,
                lambda: library.create_engine(url, poolclass=library.pool.NullPool),
            )
        except ModuleNotFoundError as error:  # the database's own library
            raise lacks_library(self._entry, str(error.name), "sql") from None

    def connect(self) -> "Any":
        """Connect; each statement is a transaction of its own."""
        return self.engine().connect().execution_options(isolation_level="AUTOCOMMIT")

    def rows(
        self, connection: "Any", statement: str, parameters: "dict[str, Any]"
    ) -> "list[tuple[Any, ...]]":
        """What a query answers; nothing for a statement that is none."""
        result = connection.execute(self.library().text(statement), parameters)
        return [tuple(row) for row in result] if result.returns_rows else []

    def is_lost(self, connection: "Any") -> bool:
        """Whether the other end has hung up."""
        return bool(connection.invalidated or connection.closed)

    def make_tables(self, connection: "Any") -> None:
        """Make the tables, unless they are there."""
        library = self.library()
        column, integer = library.Column, library.Integer
        tables = library.MetaData()
        now = library.func.now()
        library.Table(
            REVISIONS,
            tables,
            column("revision", integer, primary_key=True, autoincrement=False),
            column("published_at", library.DateTime, server_default=now),
        )
        library.Table(
            FILES,
            tables,
            column("name", library.Unicode(NAME_LENGTH), primary_key=True),
            column("added_in", integer, primary_key=True, autoincrement=False),
            column("removed_in", integer),
            column("sha256", library.String(HASH_LENGTH)),
            # The length makes it a LONGBLOB in MySQL; a BLOB holds 64 KiB there.
            column("content", library.LargeBinary(self._settings.limits.size), nullable=False),
        )
        tables.create_all(connection)

    def library(self) -> "Any":
        """SQLAlchemy.  Raises RefusedError."""
        try:
            return self._settings.library.apart(import_in_common, "sqlalchemy")
        except ModuleNotFoundError:
            raise lacks_library(self._entry, "SQLAlchemy", "sql") from None

    def _login(self, host: str) -> "Any":
        """(user, account, password) for a host; None where netrc has none, or cannot be read."""
        netrc = self._settings.library("netrc")
        file = self._settings.library("os").environ.get("NETRC")
        try:
            return netrc.netrc(file).authenticators(host)
        except (OSError, netrc.NetrcParseError):
            return None


def place_of(entry: str) -> Place:
    """The database and the folder that an entry names.  Raises RefusedError for other entries."""
    dialect, separator, path = entry.removeprefix(SCHEME).partition("://")
    if not entry.startswith(SCHEME) or not separator:
        raise RefusedError(
            f"{entry}: write {SCHEME}, then a URL of SQLAlchemy's: dialect+driver://host/database",
            entry=entry,
        )
    place = Place.of_file(path) if is_file(entry) else Place.of_server(path)
    return Place(f"{dialect}://{place.database}", place.folder, place.revision)


def is_file(entry: str) -> bool:
    """Is the database a file on this machine?"""
    return entry.removeprefix(SCHEME).startswith("sqlite")


def publish(
    files: "Mapping[str, bytes]",
    destination: str,
    settings: "Settings",
    *,
    bundle: bool = False,
) -> str:
    """Put files into a database, as a new revision; returns what was published as, in words.

    The tables are made, if they are not there.  Of two who publish at once, one gets an error.
    Raises RefusedError, OSError.
    """
    check_names(destination, files, settings.library)
    files = with_bundle(files, settings) if bundle else files
    place = place_of(destination)
    database = AlchemyDatabase(destination, place.database, settings)
    try:
        with database.engine().begin() as connection:
            database.make_tables(connection)

            def run(statement: str, **parameters: "Any") -> "list[tuple[Any, ...]]":
                return database.rows(connection, statement, parameters)

            revision = replace_files(run, place.folder, files, settings.library.sha256)
    except database.failures as error:
        failure = unreachable(destination, error, settings.library, database.secrets)
    else:
        return f"{destination}, revision {revision}"
    raise failure
