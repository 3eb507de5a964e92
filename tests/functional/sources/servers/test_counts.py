"""How often a store is asked: once for its listing, once for each module, never from the cache."""

from __future__ import annotations

import pytest
from every_store import STORES, filled

import thence
from thence.sources import Sources
from thence.sources.lock.pins import Pin
from thence.sources.stores.fsspec_calls import Calls
from thence.sources.stores.http_client import Client
from thence.sources.stores.sql_session import Sessions

MODULES = 20
FILES = {
    "many/__init__.py": b"",
    **{f"many/m{number}.py": f"value = {number}".encode() for number in range(MODULES)},
}
ASKED = {  # what asks, whatever the store: a query, a request, a call of a file system
    "sqlite": (Sessions, "rows"),
    "sqlalchemy": (Sessions, "rows"),
    "postgresql": (Sessions, "rows"),
    "http": (Client, "get"),
    "http-bundle": (Client, "get"),
    "http-unlisted": (Client, "get"),
    "s3": (Calls, "do"),
    "gs": (Calls, "do"),
    "github": (Calls, "do"),
}
NEEDED = {
    "sqlalchemy": ["sqlalchemy"],
    "postgresql": ["psycopg"],
    "s3": ["s3fs", "moto.server"],
    "gs": ["gcsfs", "gcp_storage_emulator"],
    "github": ["fsspec", "requests", "aiohttp"],
}
BUNDLED = ("http-bundle",)


@pytest.fixture(params=ASKED)
def store(request):
    """A store with the modules."""
    for needs in NEEDED.get(request.param, ()):
        pytest.importorskip(needs, reason=f"SKIPPED: {needs} is not installed")
    try:
        context = filled(request.param, FILES)
        place = context.__enter__()
    except LookupError as error:
        pytest.skip(f"SKIPPED: {error}: NOT TESTED")
    yield request.param, place
    context.__exit__(None, None, None)


@pytest.fixture
def asked(store, monkeypatch) -> list[object]:
    """What the store is asked, from now on."""
    heard: list[object] = []
    owner, method = ASKED[store[0]]
    plain = getattr(owner, method)

    def listened(self, *words, **options):
        heard.append(words)
        return plain(self, *words, **options)

    monkeypatch.setattr(owner, method, listened)
    monkeypatch.setenv("PGPASSWORD", store[1].environment.get("PGPASSWORD", ""))
    for name, value in store[1].environment.items():
        monkeypatch.setenv(name, value)
    return heard


def import_all(store, folder, **options) -> None:
    """Import each module into a system of its own."""
    sources = Sources([store.entry], lock=folder / "lock", cache=folder / "cache", **options)
    system = thence.ImportSystem([store.entry], sources=sources)
    for number in range(MODULES):
        assert system.import_module(f"many.m{number}").value == number


def test_one_for_the_listing_and_one_for_each_file(store, asked, tmp_path):
    name, place = store

    import_all(place, tmp_path, trust_first_use=True)

    listed = 1 if place.lists else 3 * (MODULES + 1)  # what is not there is asked for, too
    assert len(asked) <= (2 if name in BUNDLED else listed + len(FILES))


def test_with_a_lock_one_for_each_file_and_none_from_the_cache(store, asked, tmp_path):
    name, place = store
    sources = Sources(lock=tmp_path / "lock", cache=tmp_path / "cache")
    hashed = sources.rules.sha256
    pins = {file: Pin(hashed(data), len(data)) for file, data in FILES.items()}
    sources.rules.write_lock({place.entry: pins})

    import_all(place, tmp_path)
    first = len(asked)
    import_all(place, tmp_path)

    assert first <= (2 if name in BUNDLED else 1 + len(FILES))
    assert len(asked) == first


def test_every_store_with_a_client_is_counted():
    alone = {"memory", "folder", "notebooks", "whl", "tar.gz", "tar.zst", "fsspec-memory"}

    assert STORES.keys() - alone == ASKED.keys()
