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
from .sqlalchemy_tls import options_for
from .timed_calls import TimedCalls

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from ..settings import Settings

SCHEME = "sqlalchemy:"
NAME_LENGTH = 255  # the longest that every database takes into a key
HASH_LENGTH = 64
MYSQL = ("mysql", "mariadb")


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
        self._calls = TimedCalls()

    @property
    def failures(self) -> "tuple[type[BaseException], ...]":
        """What SQLAlchemy raises, for its drivers, too."""
        return (self.library().exc.SQLAlchemyError,)

    def engine(self, **options: "Any") -> "Any":
        """SQLAlchemy's engine, without connections that wait.  Raises RefusedError.

        Nothing is rolled back or set back when a connection is given up: that would ask a server
        that may be silent.
        """
        library = self.library()
        url = library.engine.make_url(self._url)
        login = None if not url.host else self._login(url.host)
        if login is not None:
            url = url.set(username=url.username or login[0], password=login[2])
            self.secrets = [login[2]]
        try:
            options |= {"poolclass": library.pool.NullPool, "pool_reset_on_return": None}
            options["connect_args"] = self._settings.library.apart(
                options_for, url, self._settings
            )
            return self._settings.library.apart(
                without_orphans, lambda: library.create_engine(url, **options)
            )
        except ModuleNotFoundError as error:  # the database's own library
            raise RefusedError(
                f"{self._entry}: {error.name}, by which SQLAlchemy reaches this kind of "
                "database, is not installed",
                entry=self._entry,
            ) from None

    def connect(self) -> "Any":
        """Connect; each statement is a transaction of its own.  Raises TimeoutError."""
        return self.in_time(self.engine(isolation_level="AUTOCOMMIT").connect)

    def rows(
        self, connection: "Any", statement: str, parameters: "dict[str, Any]"
    ) -> "list[tuple[Any, ...]]":
        """What a query answers; nothing for a statement that is none.  Raises TimeoutError."""
        text = self.library().text(statement)

        def answer() -> "list[tuple[Any, ...]]":
            result = connection.execute(text, parameters)
            return [tuple(row) for row in result] if result.returns_rows else []

        rows: list[tuple[Any, ...]] = self.in_time(answer)
        return rows

    def in_time(self, function: "Callable[[], Any]") -> "Any":
        """What a function returns that asks the server.  Raises TimeoutError.

        No driver has to know how to end: what it does is left to itself after that time, and so
        is its connection.  What is read from a file needs no thread of its own.
        """
        if is_file(self._entry):
            return function()
        apart, limits = self._settings.library.apart, self._settings.limits
        try:
            return self._calls.do(lambda: apart(function), limits.seconds)
        except TimeoutError as error:
            failure = TimeoutError(f"{self._entry}: {error}")
        raise failure

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
            column("name", self._name_type(), primary_key=True),
            column("added_in", integer, primary_key=True, autoincrement=False),
            column("removed_in", integer),
            column("sha256", library.String(HASH_LENGTH)),
            # The length makes it a LONGBLOB in MySQL; a BLOB holds 64 KiB there.
            column("content", library.LargeBinary(self._settings.limits.size), nullable=False),
        )
        tables.create_all(connection)

    def _name_type(self) -> "Any":
        """Text of which no two are taken for one: MySQL has no regard for case and accents."""
        library = self.library()
        name = library.Unicode(NAME_LENGTH)
        if not self._url.startswith(MYSQL):
            return name
        dialect = self._settings.library.apart(import_in_common, "sqlalchemy.dialects.mysql")
        exact = dialect.VARCHAR(NAME_LENGTH, charset="utf8mb4", collation="utf8mb4_bin")
        return name.with_variant(exact, *MYSQL)

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
        connection = database.in_time(database.engine().connect)
        try:
            revision = replaced(connection, database, place.folder, files, settings)
        except TimeoutError:
            raise  # whoever still waits for the answer has the connection
        except BaseException:
            database.in_time(connection.close)
            raise
        database.in_time(connection.close)
    except database.failures as error:
        failure = unreachable(destination, error, settings.library, database.secrets)
    else:
        return f"{destination}, revision {revision}"
    raise failure


def replaced(
    connection: "Any",
    database: AlchemyDatabase,
    folder: str,
    files: "Mapping[str, bytes]",
    settings: "Settings",
) -> int:
    """Make the revision, whole or not at all: what is not committed is not there."""
    database.in_time(lambda: database.make_tables(connection))

    def run(statement: str, **parameters: "Any") -> "list[tuple[Any, ...]]":
        return database.rows(connection, statement, parameters)

    revision = replace_files(run, folder, files, settings.library.sha256)
    database.in_time(connection.commit)
    return revision
