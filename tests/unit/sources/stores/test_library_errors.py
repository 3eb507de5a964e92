"""What libraries say when they fail: nobody sees the secrets that they were given."""

from __future__ import annotations

import pickle
import traceback

import pytest

import thence
from thence.sources import Settings, Sources
from thence.sources.libraries import Libraries
from thence.sources.stores import sqlalchemy, sqlite
from thence.sources.stores.fsspec import FsspecSource
from thence.sources.stores.library_errors import in_words

SECRET = "s3cr3t-word"
TEXTS = [
    f"no route to https://me:{SECRET}@host/a.py",
    f"403, url='https://host/a.py?X-Amz-Signature={SECRET}'",
    f"Max retries exceeded with url: /bucket/a.py?X-Amz-Signature={SECRET} (Caused by ...)",
    f"cannot log in with {SECRET}",
    f'connection to "postgresql://me:{SECRET}@host/db" failed',
    f"first line\nthen {SECRET}",
]


@pytest.fixture(params=["environment", "fsspec"])
def known(request, monkeypatch):
    """The secret stands where a library looks for it."""
    if request.param == "environment":
        monkeypatch.setenv("SOME_PASSWORD", SECRET)
    else:
        config = pytest.importorskip("fsspec.config", reason="SKIPPED: fsspec is not installed")
        monkeypatch.setitem(config.conf, "sftp", {"password": SECRET})


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("text", TEXTS)
def test_an_error_in_words_shows_no_secret(text):
    shown = in_words(ValueError(text), Libraries())

    assert SECRET not in shown
    assert shown.startswith("ValueError: ")


def test_what_is_no_secret_is_shown(monkeypatch):
    monkeypatch.setenv("PWD", "/home/somebody")
    monkeypatch.setenv("API_TOKEN", "1")

    shown = in_words(OSError("1 of 3 in /home/somebody: is it there?"), Libraries())

    assert shown == "OSError: 1 of 3 in /home/somebody: is it there?"


def everything(error: BaseException) -> str:
    """All that an error carries: its text, its chain, its notes, its pickle."""
    chain = []
    each: BaseException | None = error
    while each is not None:
        chain.append(f"{each!r}{each}{vars(each)}{getattr(each, '__notes__', '')}")
        each = each.__cause__ or each.__context__
    pickled = str(pickle.dumps(error))
    return "".join([*chain, pickled, *traceback.format_exception(error)])


def failing_import(entry: str, folder) -> ImportError:
    """The error of an import from a place that fails."""
    lock = {"lock": folder / "thence.lock", "trust_first_use": True, "cache": folder / "cache"}
    sources = Sources([entry], **lock)
    system = thence.ImportSystem([entry], sources=sources)
    with pytest.raises(ImportError) as caught:
        system.import_module("absent")
    assert SECRET not in repr([sources, sources.shelf.opened(), system.path_importer_cache])
    return caught.value


def test_no_error_of_a_file_system_carries_it(tmp_path, monkeypatch):
    fsspec = pytest.importorskip("fsspec", reason="SKIPPED: fsspec is not installed")

    class Talkative(fsspec.AbstractFileSystem):  # type: ignore[name-defined]
        """Says its password in every error, as some libraries do."""

        protocol = "talkative"

        def __init__(self, password: str = "", **options: object) -> None:
            super().__init__(**options)
            self.password = password

        def _open(self, path: str, *_: object, **__: object) -> None:
            raise OSError(f"{path} with {self.password}: https://h/a?signature={self.password}")

        info = ls = _open

    fsspec.register_implementation("talkative", Talkative, clobber=True)
    monkeypatch.setitem(fsspec.config.conf, "talkative", {"password": SECRET})
    entry = "talkative://host/lib"

    error = failing_import(entry, tmp_path)

    assert "talkative://host/lib could not be asked" in "".join(error.__notes__)
    assert SECRET not in everything(error)
    with pytest.raises(ConnectionError) as caught:
        FsspecSource(entry, Settings([], Libraries())).list()
    assert SECRET not in everything(caught.value)


def test_no_error_of_a_database_carries_it(tmp_path, monkeypatch):
    library = pytest.importorskip("sqlalchemy", reason="SKIPPED: SQLAlchemy is not installed")
    (tmp_path / "netrc").write_text(f"machine host login me password {SECRET}")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))

    def talkative(url: object, **_: object) -> None:
        shown = url.render_as_string(hide_password=False)
        raise library.exc.OperationalError(f"{SECRET} in {shown}", None, OSError(SECRET))

    monkeypatch.setattr(library, "create_engine", talkative)

    error = failing_import("sqlalchemy:postgresql+psycopg://host/db", tmp_path)

    assert SECRET not in everything(error)
    assert "OperationalError" in everything(error)


@pytest.mark.parametrize("store", [sqlite, sqlalchemy])
def test_an_error_while_publishing_has_no_chain(store, tmp_path):
    if store is sqlalchemy:
        pytest.importorskip("sqlalchemy", reason="SKIPPED: SQLAlchemy is not installed")
    scheme = "sqlalchemy:sqlite:///" if store is sqlalchemy else "sqlite://"

    with pytest.raises(OSError, match="unable to open") as caught:
        store.publish({"a.py": b""}, f"{scheme}{tmp_path}/none/code.db", settings())

    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def settings() -> Settings:
    return Settings([], Libraries())
