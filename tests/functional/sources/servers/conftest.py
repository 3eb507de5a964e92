"""Real servers on this machine: started once for all tests, on free ports, stopped at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import postgresql_server
import pytest

# Before any test imports gcsfs, which reads it then: what its emulator cannot do is left alone.
os.environ.setdefault("GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT", "false")

ABSENT = "SKIPPED: {} is not installed; the store that needs it is NOT TESTED"


@pytest.fixture(scope="session")
def started_postgresql() -> Iterator[postgresql_server.Server]:
    """A PostgreSQL server with an empty cluster, and a password."""
    pytest.importorskip("psycopg", reason=ABSENT.format("psycopg"))
    programs = postgresql_server.server_programs()
    if programs is None:
        pytest.skip(ABSENT.format("PostgreSQL's server"))
    with postgresql_server.running(programs) as server:
        yield server


@pytest.fixture
def postgresql(
    started_postgresql: postgresql_server.Server, monkeypatch: pytest.MonkeyPatch
) -> postgresql_server.Server:
    """The server, with its password where libpq looks for it."""
    monkeypatch.setenv("PGPASSWORD", postgresql_server.PASSWORD)
    return started_postgresql


@pytest.fixture(scope="session")
def started_s3() -> Iterator[Any]:
    """A server with the API of S3."""
    s3fs = pytest.importorskip("s3fs", reason=ABSENT.format("s3fs"))
    pytest.importorskip("moto.server", reason=ABSENT.format("moto[server]"))
    import s3_server

    with s3_server.running() as server, pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        s3fs.S3FileSystem().mkdir("code")
        yield server


@pytest.fixture
def s3(started_s3: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The server, with its address and credentials where s3fs looks for them."""
    for name, value in started_s3.environment.items():
        monkeypatch.setenv(name, value)
    return started_s3


@pytest.fixture(scope="session")
def started_gcs() -> Iterator[Any]:
    """A server with the API of Google's Cloud Storage."""
    pytest.importorskip("gcsfs", reason=ABSENT.format("gcsfs"))
    pytest.importorskip("gcp_storage_emulator", reason=ABSENT.format("gcp-storage-emulator"))
    import gcs_server

    with gcs_server.running() as server:
        server.make_bucket("code")
        yield server


@pytest.fixture
def gcs(started_gcs: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The server, with its address where gcsfs looks for it."""
    for name, value in started_gcs.environment.items():
        monkeypatch.setenv(name, value)
    return started_gcs


@pytest.fixture(scope="session")
def started_github() -> Iterator[Any]:
    """A server with GitHub's API."""
    for library in ("fsspec", "requests", "aiohttp"):
        pytest.importorskip(library, reason=ABSENT.format(library))
    import github_server

    with github_server.running() as github:
        yield github


@pytest.fixture
def github(started_github: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The server, where requests finds it in place of GitHub's."""
    for name, value in started_github.environment.items():
        monkeypatch.setenv(name, value)
    return started_github
