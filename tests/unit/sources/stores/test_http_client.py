"""What is asked of whom: redirects, status, limits, TLS."""

from __future__ import annotations

import os
import warnings

import pytest
from published import publish, source_at
from web_server import serving

from thence.sources import RefusedError

FILES = {"a.py": b"value = 1\n", "b.py": b"value = 2\n"}
SECRET = "s3cr3t"

pytestmark = pytest.mark.usefixtures("environment")


def to(place, status=302):
    return lambda handler: handler.send(b"", status, Location=place)


class TestTransport:
    """https only, unless it is this machine, or somebody said so."""

    @pytest.mark.parametrize(
        "host", ["example.org", "10.0.0.1", "127.0.0.1.example.org", "[fe80::1]"]
    )
    def test_http_that_leaves_this_machine_is_refused(self, host):
        with pytest.raises(RefusedError, match="has no TLS") as caught:
            source_at(f"http://{host}/lib").list()

        assert "--plain-http" in str(caught.value)

    @pytest.mark.parametrize(
        "entry", ["https://user@host/lib", "https:///lib", "https://h:x/lib", "https://a b/lib"]
    )
    def test_what_is_no_address_is_refused(self, entry):
        with pytest.raises(RefusedError, match="is no address"):
            source_at(entry).list()

    def test_a_server_that_is_down_is_an_error_of_the_systems(self):
        with serving() as site:
            pass

        with pytest.raises(ConnectionError, match=f"{site.url}/lib.* cannot be reached: .*efused"):
            source_at(f"{site.url}/lib").read("a.py")


class TestRedirects:
    """Only to what is allowed."""

    def test_within_what_is_allowed_they_are_followed(self, site):
        entry = publish(site, FILES)
        site.answers["lib/b.py"] = to("a.py", 301)

        assert source_at(entry).read("b.py") == FILES["a.py"]

    def test_to_another_allowed_place_they_are_followed(self, site, other):
        entry = publish(site, {})
        other.files["files/a.py"] = b"from there"
        site.answers["lib/a.py"] = to(f"{other.url}/files/a.py?signature={SECRET}", 307)

        assert source_at(entry, f"{other.url}/files").read("a.py") == b"from there"

    @pytest.mark.parametrize(
        "place",
        [
            "/outside/a.py",
            "../outside/a.py",
            "/lib/%2e%2e/outside/a.py",
            "//localhost/lib/a.py",
            "http://example.org/lib/a.py",
            "file:///etc/passwd",
            "ftp://127.0.0.1/lib/a.py",
            "data:text/plain,value=1",
            "http://user:pw@127.0.0.1/lib/a.py",
        ],
    )
    def test_to_all_else_they_are_refused_and_nothing_is_asked_there(self, site, place):
        entry = publish(site, {})
        site.files["outside/a.py"] = b"secret"
        site.answers["lib/a.py"] = to(place)

        with pytest.raises(RefusedError, match=f"{entry}/a.py redirects to .*not allowed"):
            source_at(entry).read("a.py")

        assert "outside/a.py" not in site.requests

    def test_the_query_of_a_target_is_not_shown(self, site):
        entry = publish(site, {})
        site.answers["lib/a.py"] = to(f"https://example.org/x?token={SECRET}")

        with pytest.raises(RefusedError) as caught:
            source_at(entry).read("a.py")

        assert "https://example.org/x" in str(caught.value)
        assert SECRET not in str(caught.value)

    def test_a_loop_ends(self, site):
        entry = publish(site, {})
        site.answers["lib/a.py"] = to("a.py")

        with pytest.raises(ConnectionError, match="redirected more than 5 times"):
            source_at(entry).read("a.py")

    def test_a_redirect_to_http_that_leaves_this_machine_is_refused(self, site):
        entry = publish(site, {})
        site.answers["lib/a.py"] = to("http://example.org/lib/a.py")

        with pytest.raises(RefusedError, match="has no TLS"):
            source_at(entry, "http://example.org/lib").read("a.py")


class TestStatus:
    """What servers say."""

    @pytest.mark.parametrize("status", [404, 410])
    def test_not_there(self, site, status):
        site.answers["lib/a.py"] = lambda handler: handler.send(b"", status)

        with pytest.raises(FileNotFoundError):
            source_at(f"{site.url}/lib").read("a.py")

    @pytest.mark.parametrize(
        ("status", "hint"), [(401, "netrc"), (403, "may not be read"), (500, "500"), (206, "206")]
    )
    def test_something_else_is_no_missing_file(self, site, status, hint):
        site.answers["lib/a.py"] = lambda handler: handler.send(b"value = 1", status)

        with pytest.raises(OSError, match=hint) as caught:
            source_at(f"{site.url}/lib").read("a.py")

        assert not isinstance(caught.value, FileNotFoundError)

    def test_a_compressed_answer_is_refused_unopened(self, site):
        site.answers["lib/a.py"] = lambda handler: handler.send(b"x", Content_Encoding="gzip")

        with pytest.raises(RefusedError, match="content encoding 'gzip'"):
            source_at(f"{site.url}/lib").read("a.py")

        assert site.headers[-1]["Accept-Encoding"] == "identity"


class TestLimits:
    """Bytes and seconds."""

    def test_a_size_beyond_the_limit_is_refused_before_it_is_read(self, site):
        site.answers["lib/a.py"] = lambda handler: handler.begin(Content_Length=str(1 << 50))

        with pytest.raises(RefusedError, match="its size exceeds the limit of 1000 bytes"):
            source_at(f"{site.url}/lib", size=1000).read("a.py")

    def test_all_that_a_server_sends_is_counted(self, site):
        source = source_at(publish(site, FILES), size=10_000, total=10_000)
        site.publish("lib", {f"m{number}.py": b"#" * 3000 for number in range(5)})

        with pytest.raises(RefusedError, match="altogether exceeds the limit of 10000 bytes"):
            b"".join(source.read(f"m{number}.py") for number in range(5))

    def test_headers_without_an_end_are_too_much(self, site):
        def talk(handler):
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while True:
                handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)

        site.answers["lib/a.py"] = talk

        with pytest.raises((RefusedError, ConnectionError), match=r"no valid answer|limit"):
            source_at(f"{site.url}/lib", size=1000).read("a.py")

    @pytest.mark.parametrize("chunk", [b"-1\r\n", b"-5\r\nabc", b"zz\r\nabc", b"5\r\nab"])
    def test_chunks_that_are_none_are_no_answer(self, site, chunk):
        def answer(handler):
            handler.begin(Transfer_Encoding="chunked")
            handler.wfile.write(chunk)
            handler.close_connection = True

        site.answers["lib/a.py"] = answer

        with pytest.raises((ConnectionError, RefusedError)):
            source_at(f"{site.url}/lib", size=1000).read("a.py")

    def test_a_chunk_of_minus_one_byte_does_not_read_for_ever(self, site):
        def answer(handler):
            handler.begin(Transfer_Encoding="chunked")
            handler.wfile.write(b"-1\r\n")
            while True:
                handler.wfile.write(b"x" * 10_000)

        site.answers["lib/a.py"] = answer

        with pytest.raises((ConnectionError, RefusedError)):
            source_at(f"{site.url}/lib", size=1000).read("a.py")


class TestTls:
    """Certificates are checked."""

    @pytest.fixture
    def authority(self, tmp_path, environment):
        from authority import Authority

        made = Authority(tmp_path)
        environment.setenv("SSL_CERT_FILE", str(made.file))
        return made

    def test_a_server_with_a_valid_certificate_is_asked(self, authority):
        with serving(context=authority.context()) as site:
            source = source_at(publish(site, FILES))

            assert {name: source.read(name) for name in FILES} == FILES
            assert site.connections == 1

    def test_an_unknown_authority_is_not_believed(self, authority, environment, tmp_path):
        environment.delenv("SSL_CERT_FILE")
        with (
            serving(context=authority.context()) as site,
            pytest.raises(ConnectionError, match="certificate is not valid"),
        ):
            source_at(publish(site, FILES)).read("a.py")

        assert site.requests == []

    def test_redirects_away_from_tls_are_refused(self, authority):
        with serving(context=authority.context()) as site:
            entry = publish(site, {})
            site.answers["lib/a.py"] = to("http://example.org/a.py")

            with pytest.raises(RefusedError, match=r"redirects to http://example\.org/a\.py"):
                source_at(entry).read("a.py")


def test_a_child_of_a_fork_makes_connections_of_its_own(site):
    if not hasattr(os, "fork"):
        pytest.skip("no fork here")
    source = source_at(publish(site, FILES))
    source.read("a.py")

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the server's threads
        child = os.fork()
    if child == 0:
        os._exit(0 if source.read("b.py") == FILES["b.py"] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

    assert source.read("b.py") == FILES["b.py"]
    assert site.connections == 2
