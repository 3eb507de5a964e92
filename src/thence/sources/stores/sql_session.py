"""One connection to a database, for all threads of a process."""

from ..._engine.primitives import os, thread
from ..errors import SourceError
from .library_errors import in_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Protocol

    from ..libraries import Libraries

    Rows = list[tuple[Any, ...]]

    class Database(Protocol):
        """What the store of one kind of database has to know."""

        @property
        def failures(self) -> "tuple[type[BaseException], ...]":
            """The classes of what its library raises."""

        @property
        def secrets(self) -> "Iterable[str]":
            """What no error should show."""

        def connect(self) -> "Any":
            """Connect, to read."""

        def rows(self, connection: "Any", statement: str, parameters: "dict[str, Any]") -> "Rows":
            """What a query answers; each is a transaction of its own."""

        def is_lost(self, connection: "Any") -> bool:
            """Whether the other end has hung up."""


class Sessions:
    """The connection to one database; opened when it is needed, and anew when it was lost."""

    def __init__(self, entry: str, database: "Database", library: "Libraries") -> None:
        self._entry = entry
        self._database = database
        self._library = library
        # Process id -> its connection: none survives a fork, not even to be closed there.
        self._of: dict[int, Session] = {}

    def rows(self, statement: str, **parameters: "Any") -> "Rows":
        """What a query answers.  Raises OSError when it cannot be asked, RefusedError."""
        session = self._of.setdefault(os.getpid(), Session())
        # Modules that the database's library loads late must not be looked for in the database.
        rows: Rows = self._library.apart(self._asked, session, statement, parameters)
        return rows

    def _asked(self, session: "Session", statement: str, parameters: "dict[str, Any]") -> "Rows":
        with session.lock:
            try:
                return session.rows(self._database, statement, parameters)
            except (OSError, SourceError):
                raise
            except Exception as error:  # noqa: BLE001 - the library's, or why there is none
                failure = unreachable(self._entry, error, self._library, self._database.secrets)
        raise failure  # not chained to the library's


class Session:
    """One process' connection; closed with the last who knows it."""

    def __init__(self) -> None:
        self.lock = thread.allocate_lock()
        self._connection: Any = None
        self._process = os.getpid()

    def __del__(self) -> None:
        # A forked child must not end what its parent goes on using.
        if self._connection is None or self._process != os.getpid():
            return
        try:
            self._connection.close()
        except Exception:  # noqa: BLE001 - collected together, what it stands on may be gone first
            return

    def rows(self, database: "Database", statement: str, parameters: "dict[str, Any]") -> "Rows":
        """What a query answers; asked once more if the connection turns out to be lost."""
        if self._connection is not None:
            try:
                return database.rows(self._connection, statement, parameters)
            except TimeoutError:
                self._connection = None  # the answer may come yet: nobody should take it for his
                raise
            except database.failures:
                if not database.is_lost(self._connection):
                    raise
        self._connection = database.connect()
        return database.rows(self._connection, statement, parameters)


def unreachable(
    entry: str, error: BaseException, library: "Libraries", secrets: "Iterable[str]" = ()
) -> OSError:
    """A database does not answer, or has no tables of thence's; to be raised without a chain."""
    words = in_words(error, library, secrets)
    return OSError(f"{entry}: {words}")
