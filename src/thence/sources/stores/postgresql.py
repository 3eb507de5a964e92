"""Files in a PostgreSQL database: ``postgresql://[user@][host[:port]]/database[/folder]``.

By psycopg 3, which is imported where the program would find it, too.  Passwords, certificates and
whatever else libpq wants come from where libpq looks for them: ``~/.pgpass``, ``PGPASSWORD``...
"""

from ..errors import RefusedError, lacks_library
from ..in_common import import_in_common
from ..names import check_names
from .postgresql_waiting import patient_class
from .sql import Place, SqlSource, with_bundle
from .sql_session import unreachable
from .sql_tables import REVISIONS, replace_files, tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from ..settings import Settings

SCHEME = "postgresql://"
# Where a publication is told of; what is told is the revision's number.
CHANNEL = "thence"
LOOPBACK = ("", "localhost", "127.0.0.1", "[::1]")  # none at all is a socket on this machine
MILLISECONDS = 1000


class PostgresqlSource(SqlSource):
    """The files in a PostgreSQL database, or below a folder of it."""

    def __init__(self, entry: str, settings: "Settings") -> None:
        place = place_of(entry)
        self._database = PostgresqlDatabase(entry, place.database, settings)
        super().__init__(entry, settings, self._database, place)

    def revisions(self, seconds: "float | None" = None) -> "Iterator[int]":
        """Wait for publications, and give the number of each new revision (``LISTEN``).

        Ends after ``seconds`` in which nothing came; None: never.  It has a connection of its
        own.  Raises OSError.

        for _ in source.revisions():
            importlib.invalidate_caches()
        """
        with self._database.connected(self.entry) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            connection.limits = None
            while notices := list(connection.notifies(timeout=seconds, stop_after=1)):
                yield int(notices[0].payload)


class PostgresqlDatabase:
    """A database that psycopg connects to.  ``place`` is ``[user@][host[:port]]/database``."""

    secrets = ()  # it is libpq that has them

    def __init__(self, entry: str, place: str, settings: "Settings") -> None:
        self._entry = entry
        self._place = place
        self._settings = settings

    @property
    def failures(self) -> "tuple[type[BaseException], ...]":
        """What psycopg raises."""
        return (self._psycopg().Error,)

    def connect(self) -> "Any":
        """Connect; each statement is a transaction of its own, unless one is begun.

        No wait takes longer than the limit (to connect, it is two seconds at least).  Raises
        TimeoutError, psycopg's errors.
        """
        seconds = self._settings.limits.seconds
        options = {
            "connect_timeout": max(2, int(seconds)),
            # For who listens, and waits as long as the server is there.
            "keepalives_idle": max(1, int(seconds)),
            "tcp_user_timeout": int(seconds * MILLISECONDS),
            "fallback_application_name": "thence",
        }
        if self._has_to_prove_itself():
            options["sslmode"] = "verify-full"
        psycopg = self._psycopg()
        patient = patient_class(psycopg, self._entry, self._settings.limits)
        try:
            return patient.connect(f"{SCHEME}{self._place}", autocommit=True, **options)
        except psycopg.errors.ConnectionTimeout:
            waited = options["connect_timeout"]
        raise TimeoutError(f"{self._entry}: no answer for {waited} seconds")

    def _has_to_prove_itself(self) -> bool:
        """Whether the server's certificate is checked: yes, if nobody said otherwise."""
        if self._settings.plain_http or "PGSSLMODE" in self._settings.library("os").environ:
            return False
        host = self._place.rpartition("/")[0].rpartition("@")[2]
        name = host.rpartition(":")[0] if host[-1:].isdecimal() and ":" in host else host
        return name not in LOOPBACK

    def connected(self, entry: str) -> "Connected":
        """A connection for some statements; what fails is an OSError."""
        return Connected(entry, self, self._settings)

    def rows(
        self, connection: "Any", statement: str, parameters: "dict[str, Any]"
    ) -> "list[tuple[Any, ...]]":
        """What a query answers; nothing for a statement that is none."""
        for name in parameters:
            statement = statement.replace(f":{name}", f"%({name})s")
        cursor = connection.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []

    def is_lost(self, connection: "Any") -> bool:
        """Whether the server has hung up, or was restarted."""
        return bool(connection.closed)

    def _psycopg(self) -> "Any":
        try:
            return self._settings.library.apart(import_in_common, "psycopg")
        except ModuleNotFoundError:
            raise lacks_library(self._entry, "psycopg", "sql") from None


class Connected:
    """A connection that is closed in the end."""

    def __init__(self, entry: str, database: PostgresqlDatabase, settings: "Settings") -> None:
        self._entry = entry
        self._database = database
        self._library = settings.library
        self._connection: Any = None

    def __enter__(self) -> "Any":
        try:
            self._connection = self._database.connect()
        except self._database.failures as error:
            failure = unreachable(self._entry, error, self._library)
        else:
            return self._connection
        raise failure

    def __exit__(self, kind: object, error: "BaseException | None", traceback: object) -> None:
        self._connection.close()
        if isinstance(error, self._database.failures):
            # Nothing chained to it is shown: it is what psycopg says.
            raise unreachable(self._entry, error, self._library) from None


def place_of(entry: str) -> Place:
    """The database and the folder that an entry names.  Raises RefusedError without a database."""
    place = Place.of_server(entry.removeprefix(SCHEME))
    if not entry.startswith(SCHEME) or place.database.endswith("/"):
        raise RefusedError(
            f"{entry}: write {SCHEME}, then the host (if it is another machine), / and the "
            "name of the database",
            entry=entry,
        )
    if "?" in entry:
        raise RefusedError(
            f"{entry.partition('?')[0]}: a path entry has no query; what libpq needs beside it "
            "comes from its environment variables (PGSSLMODE and others)",
            entry=entry.partition("?")[0],
        )
    return place


def publish(
    files: "Mapping[str, bytes]",
    destination: str,
    settings: "Settings",
    *,
    bundle: bool = False,
) -> str:
    """Put files into a database, as a new revision; returns what was published as, in words.

    The tables are made, if they are not there.  Who waits for revisions is told.  Raises
    RefusedError, OSError.
    """
    check_names(destination, files, settings.library)
    files = with_bundle(files, settings) if bundle else files
    place = place_of(destination)
    database = PostgresqlDatabase(destination, place.database, settings)
    with database.connected(destination) as connection, connection.transaction():

        def run(statement: str, **parameters: "Any") -> "list[tuple[Any, ...]]":
            return database.rows(connection, statement, parameters)

        # Before anything else: two who make the tables at once would disturb each other, and two
        # who publish at once would make the same revision.
        run(f"SELECT pg_advisory_xact_lock(hashtext('{REVISIONS}'))")
        for statement in () if has_tables(run) else tables("text", "bytea", "timestamptz"):
            run(statement)
        # And against those that are no thence.
        run(f"LOCK TABLE {REVISIONS} IN EXCLUSIVE MODE")
        revision = replace_files(run, place.folder, files, settings.library.sha256)
        run(f"SELECT pg_notify('{CHANNEL}', :revision)", revision=str(revision))
    return f"{destination}, revision {revision}"


def has_tables(run: "Any") -> bool:
    """Are the tables there?  Who may write to them need not be allowed to make some."""
    return run("SELECT to_regclass(:table)", table=REVISIONS)[0][0] is not None
