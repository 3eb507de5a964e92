"""What httpimport's own page shows, done with thence: docs/sources-http.md has the table."""

from __future__ import annotations

import http.server
import io
import tarfile
import threading
import zipfile
from functools import partial

import pytest
from published import publish
from web_server import ProxyHandler, serving

import thence
from thence.sources import NotPinnedError, RefusedError, Sources

FILES = {"package1/__init__.py": b"from . import a\n", "package1/a.py": b"value = 1\n"}


@pytest.fixture
def sources(tmp_path):
    """Makes sources that trust what comes first, with a lock and a cache of the test's."""

    def make(*allowed, **options):
        here = {"lock": tmp_path / "thence.lock", "cache": tmp_path / "cache"}
        return Sources(allowed, **{**here, "trust_first_use": True, **options})

    return make


def tarred(kind):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=f"w:{kind}") as archive:
        for name, data in FILES.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def zipped():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in FILES.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_a_package_at_any_location(site, sources):
    site.publish("python_packages", FILES)
    entry = f"{site.url}/python_packages"

    system = thence.ImportSystem([entry], sources=sources(entry))

    assert system.import_module("package1").a.value == 1


def test_a_folder_served_by_python_m_http_server(tmp_path, sources):
    (tmp_path / "served").mkdir()
    (tmp_path / "served" / "module.py").write_text("value = 'Hello'")
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path / "served"))
    handler.log_message = lambda *args: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=[0.02]).start()
        entry = f"http://127.0.0.1:{server.server_address[1]}"

        module = thence.ImportSystem([entry], sources=sources(entry)).import_module("module")

        server.shutdown()
    assert module.value == "Hello"
    assert module.__file__ == f"{entry}/module.py"


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz", "tar.bz2", "tar.xz"])
def test_archives(site, sources, kind):
    data = zipped() if kind == "zip" else tarred(kind.partition(".")[2])
    site.files[f"packages.{kind}"] = data
    entry = f"{site.url}/packages.{kind}"

    system = thence.ImportSystem([entry], sources=sources(entry))

    assert system.import_module("package1").a.value == 1


def test_a_zip_with_a_password_is_refused(site, sources):
    data = bytearray(zipped())
    at = data.rindex(b"PK\1\2") + 8  # the flags in the directory
    data[at] |= 1
    site.files["packages.zip"] = bytes(data)
    entry = f"{site.url}/packages.zip"

    with pytest.raises(RefusedError, match="which is encrypted"):
        thence.ImportSystem([entry], sources=sources(entry)).import_module("package1")


def test_what_one_needs_of_another_site(site, sources):
    first = publish(site, {"a.py": "import b\nvalue = b.value\n"}, "one")
    second = publish(site, {"b.py": "value = 3"}, "two")

    system = thence.ImportSystem([first, second], sources=sources(first, second))

    assert system.import_module("a").value == 3


def test_it_ends_when_it_is_detached(site, sources):
    entry = publish(site, FILES)
    allowed = sources(entry)
    system = thence.ImportSystem([entry], sources=allowed)
    system.import_module("package1")

    allowed.detach(system)

    del system.modules["package1"]
    with pytest.raises(ModuleNotFoundError):
        system.import_module("package1")


def test_through_a_proxy(site, sources, monkeypatch):
    publish(site, FILES)
    entry = f"http://example.test:{site.port}/lib"
    with serving(handler=ProxyHandler) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        system = thence.ImportSystem([entry], sources=sources(entry, plain_http=True))

        assert system.import_module("package1").a.value == 1
        assert f"{entry}/package1/a.py" in proxy.requests


def test_plain_http_has_to_be_allowed(sources):
    entry = "http://my-codes.example.com/python_packages"

    with pytest.raises(RefusedError, match="has no TLS"):
        thence.ImportSystem([entry], sources=sources(entry)).import_module("package1")


def test_nobody_is_trusted_unsaid(site, sources):
    """The difference: httpimport executes whatever comes."""
    entry = publish(site, FILES)

    with pytest.raises(NotPinnedError):
        thence.ImportSystem([entry], sources=sources(entry, trust_first_use=False)).import_module(
            "package1"
        )

    assert site.requests == []


def test_no_other_place_is_asked_by_load(site, sources):
    """As ``load``: a system with this one entry finds what lies there, and nothing else."""
    entry = publish(site, FILES)
    system = thence.ImportSystem([entry], sources=sources(entry), shared=())

    with pytest.raises(ModuleNotFoundError):
        system.import_module("json")
