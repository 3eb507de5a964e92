"""The same files in every store, each with what a program has to say to import them from there."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

import postgresql_server
import published
import web_server

from thence.sources import Settings
from thence.sources.libraries import Libraries
from thence.sources.publishing import publisher_for

Files = Mapping[str, bytes]
TARS = {".tar.gz": "w:gz", ".tar": "w"}
ZSTANDARD = ".tar.zst"


@dataclass
class Filled:
    """A store that holds the files.

    ``allow`` is what ``Sources`` is told, and ``begin`` what comes before that, both as Python;
    ``client`` are the modules of others by which the store is read.
    """

    entry: str
    allow: str = ""
    begin: str = ""
    client: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    # Whether a lock is needed, and whether the store can tell what it has.
    is_local: bool = False
    lists: bool = True

    def __post_init__(self) -> None:
        self.allow = self.allow or repr(self.entry)


Filling = Callable[[Files, Path], contextlib.AbstractContextManager[Filled]]


def settings() -> Settings:
    """Of nobody else's."""
    return Settings([], Libraries())


def write_tree(files: Files, folder: Path) -> Path:
    """The files in a folder on disk."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@contextlib.contextmanager
def memory(files: Files, folder: Path) -> Iterator[Filled]:
    """A dict, which the program has to make."""
    tree = write_tree(files, folder / "tree")
    begin = f"""
from pathlib import Path
tree = Path({str(tree)!r})
files = {{file.relative_to(tree).as_posix(): file.read_bytes()
         for file in sorted(tree.rglob("*")) if file.is_file()}}
"""
    allow = "__import__('thence.sources').sources.MemorySource('memory:all', files)"
    yield Filled("memory:all", allow, begin, is_local=True)


@contextlib.contextmanager
def fsspec_memory(files: Files, folder: Path) -> Iterator[Filled]:
    """A dict of fsspec's, which the program has to fill."""
    tree = write_tree(files, folder / "tree")
    begin = f"""
import fsspec
fsspec.filesystem("memory").put({str(tree)!r} + "/", "/all", recursive=True)
"""
    client = ("fsspec.implementations.memory",)
    yield Filled("memory://all", begin=begin, client=client, is_local=True)


@contextlib.contextmanager
def plain_folder(files: Files, folder: Path) -> Iterator[Filled]:
    """A folder that is held to the lock."""
    yield Filled(str(write_tree(files, folder / "locked")), is_local=True)


@contextlib.contextmanager
def notebooks(files: Files, folder: Path) -> Iterator[Filled]:
    """A folder in which there may be notebooks."""
    tree = write_tree(files, folder / "books")
    yield Filled(f"notebooks:{tree}", is_local=True)


def zipped(files: Files) -> bytes:
    """A zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(files: Files, mode: str) -> bytes:
    """A tar archive."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def archive(suffix: str) -> Filling:
    """An archive on disk."""

    @contextlib.contextmanager
    def filled(files: Files, folder: Path) -> Iterator[Filled]:
        if suffix == ZSTANDARD:
            data = zstandard().compress(tarred(files, "w"))
        else:
            data = tarred(files, TARS[suffix]) if suffix in TARS else zipped(files)
        file = folder / f"all{suffix}"
        file.write_bytes(data)
        yield Filled(str(file), is_local=True)

    return filled


def zstandard() -> Any:
    """The standard library's module, or its backport.  Raises ImportError."""
    standard = sys.version_info >= (3, 14)
    return import_module("compression.zstd" if standard else "backports.zstd")


def website(*, listed: bool = True, bundle: bool = False) -> Filling:
    """A folder on a web server."""

    @contextlib.contextmanager
    def filled(files: Files, folder: Path) -> Iterator[Filled]:
        with web_server.serving() as site:
            if listed:
                entry = published.publish(site, files, bundle=bundle)
            else:
                site.publish("plain", files)
                entry = f"{site.url}/plain"
            yield Filled(entry, lists=listed)

    return filled


@contextlib.contextmanager
def sqlite(files: Files, folder: Path) -> Iterator[Filled]:
    """A database in a file."""
    entry = f"sqlite://{folder}/code.db"
    publisher_for(entry)(files, entry, settings())
    yield Filled(entry, is_local=True)


@contextlib.contextmanager
def sqlalchemy(files: Files, folder: Path) -> Iterator[Filled]:
    """The same, by SQLAlchemy."""
    entry = f"sqlalchemy:sqlite:///{folder}/alchemy.db"
    publisher_for(entry)(files, entry, settings())
    client = ("sqlalchemy", "sqlalchemy.dialects.sqlite")
    yield Filled(entry, client=client, is_local=True)


@contextlib.contextmanager
def postgresql(files: Files, folder: Path) -> Iterator[Filled]:
    """A server of its own.  Raises LookupError where there is none."""
    programs = postgresql_server.server_programs()
    if programs is None:
        raise LookupError("PostgreSQL's server is not installed")
    environment = {"PGPASSWORD": postgresql_server.PASSWORD}
    with postgresql_server.running(programs) as server, mock.patch.dict(os.environ, environment):
        publisher_for(server.entry)(files, server.entry, settings())
        yield Filled(server.entry, client=("psycopg",), environment=environment)


@contextlib.contextmanager
def s3(files: Files, folder: Path) -> Iterator[Filled]:
    """A server with the API of S3.  Raises ImportError where there is none."""
    s3fs = import_module("s3fs")
    import s3_server

    with s3_server.running() as server, mock.patch.dict(os.environ, server.environment):
        s3fs.S3FileSystem().makedirs("all", exist_ok=True)  # moto remembers earlier servers'
        publisher_for("s3://all/lib")(files, "s3://all/lib", settings())
        yield Filled("s3://all/lib", client=("s3fs",), environment=server.environment)


@contextlib.contextmanager
def gcs(files: Files, folder: Path) -> Iterator[Filled]:
    """A server with the API of Google's Cloud Storage.  Raises ImportError where there is none."""
    os.environ.setdefault("GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT", "false")  # before it is imported
    import_module("gcsfs")
    import gcs_server

    with gcs_server.running() as server, mock.patch.dict(os.environ, server.environment):
        server.make_bucket("all")
        publisher_for("gs://all/lib")(files, "gs://all/lib", settings())
        yield Filled("gs://all/lib", client=("gcsfs",), environment=server.environment)


@contextlib.contextmanager
def github(files: Files, folder: Path) -> Iterator[Filled]:
    """A repository, with what was published into it.  Raises ImportError without its libraries."""
    client = ("fsspec.implementations.github", "fsspec.implementations.http")
    for each in client:
        import_module(each)
    import github_server

    tree = folder / "checkout"
    publisher_for(f"file://{tree}")(files, f"file://{tree}", settings())
    written = {each.relative_to(tree).as_posix(): each for each in tree.rglob("*")}
    with github_server.running() as server, mock.patch.dict(os.environ, server.environment):
        server.put(
            "team/all",
            {name: each.read_bytes() for name, each in written.items() if each.is_file()},
        )
        entry = "github://team:all@main"
        yield Filled(entry, client=client, environment=server.environment)


STORES: dict[str, Filling] = {
    "memory": memory,
    "folder": plain_folder,
    "notebooks": notebooks,
    "whl": archive(".whl"),
    "tar.gz": archive(".tar.gz"),
    "tar.zst": archive(ZSTANDARD),
    "http": website(),
    "http-bundle": website(bundle=True),
    "http-unlisted": website(listed=False),
    "sqlite": sqlite,
    "sqlalchemy": sqlalchemy,
    "postgresql": postgresql,
    "fsspec-memory": fsspec_memory,
    "s3": s3,
    "gs": gcs,
    "github": github,
}


@contextlib.contextmanager
def filled(name: str, files: Files) -> Iterator[Filled]:
    """One of the stores, in a folder of its own.

    Raises ImportError or LookupError where it cannot be had.
    """
    with tempfile.TemporaryDirectory() as folder, STORES[name](files, Path(folder)) as store:
        yield store
