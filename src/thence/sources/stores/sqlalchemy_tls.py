"""What SQLAlchemy's drivers are told, so that a server elsewhere has to prove who it is.

Each has words of its own for it; of other drivers than these nothing is known.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..settings import Settings

LOOPBACK = ("", "localhost", "127.0.0.1", "::1")  # none at all is a socket on this machine
BY_LIBPQ = ("psycopg", "psycopg2")


def options_for(url: "Any", settings: "Settings") -> "dict[str, Any]":
    """What a connection is made with beside its URL, which is one of SQLAlchemy's.

    Nothing for a server on this machine, or where plain connections are allowed.  libpq's own
    variables go before.
    """
    if settings.plain_http or (url.host or "") in LOOPBACK:
        return {}
    driver = url.get_driver_name()
    if driver in BY_LIBPQ and "PGSSLMODE" not in settings.library("os").environ:
        return {"sslmode": "verify-full"}
    if driver == "pymysql":
        return {"ssl": settings.library("ssl").create_default_context()}
    if driver == "mysqldb":
        return {"ssl_mode": "VERIFY_IDENTITY"}
    return {}
