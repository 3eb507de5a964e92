"""A folder on a web server, with a published listing and without."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from published import publish, source_at
from web_server import serving

from thence.sources import RefusedError, Source
from thence.sources.roles import SourceRoles

FILES = {"pkg/__init__.py": b"", "pkg/a.py": b"value = 1\n", "b.py": b"value = 2\n"}
INDEX = "lib/thence-index.json"


class OnAServer(SourceRoles):
    """A server for each test, and one source, so that its connections are kept."""

    @pytest.fixture(autouse=True)
    def _server(self):
        with serving() as self.site:
            yield

    def source(self) -> Source:
        return source_at(f"{self.site.url}/lib")


class TestListed(OnAServer):
    """The roles of every store, with a listing."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        publish(self.site, files)
        return self.source()


class TestBundled(OnAServer):
    """The roles of every store, with a listing that names an archive of all files."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        publish(self.site, files, bundle=True)
        return self.source()


class TestProbed(OnAServer):
    """The roles of every store, without a listing."""

    lists = False

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        self.site.publish("lib", files)
        return self.source()


class TestListing:
    """``thence-index.json`` beside the files."""

    def test_it_tells_names_and_hashes(self, site):
        source = source_at(publish(site, FILES))

        assert source.list() == {name: sha256(data).hexdigest() for name, data in FILES.items()}

    def test_nothing_is_asked_before_it_is_needed(self, site):
        source_at(publish(site, FILES))

        assert site.requests == []

    def test_fingerprint_and_list_are_one_request(self, site):
        source = source_at(publish(site, FILES))

        assert source.fingerprint() is not None
        assert source.list() is not None
        assert site.requests == [INDEX]

    def test_an_unchanged_listing_is_not_sent_again(self, site):
        source = source_at(publish(site, FILES))
        first = source.list()

        assert source.list() == first
        assert site.headers[1]["If-None-Match"].startswith('"')

    def test_a_listing_that_vanishes_is_none(self, site):
        source = source_at(publish(site, FILES))
        source.list()
        del site.files[INDEX]

        assert source.list() is None

    @pytest.mark.parametrize(
        "text",
        [
            b"<html>",
            b"[]",
            b"{}",
            b"[" * 100_000,
            b'{"version": 2, "files": {}}',
            b'{"version": 1, "files": {"a.py": {"size": 1}}}',
            b'{"version": 1, "files": {"a.py": {"sha256": "x"}}}',
            b'{"version": 1, "files": {"a.py": {"sha256": 3}}}',
            b'{"version": 1, "files": {}, "bundle": "../other.zip"}',
            b'{"version": 1, "files": {}, "bundle": 1}',
        ],
    )
    def test_another_text_in_its_place_is_refused(self, site, text):
        site.files[INDEX] = text

        with pytest.raises(RefusedError, match="is no listing of files") as caught:
            source_at(f"{site.url}/lib").list()

        assert caught.value.entry == f"{site.url}/{INDEX}"

    def test_more_files_than_allowed_are_refused(self, site):
        entry = publish(site, {f"m{number}.py": b"" for number in range(5)})

        with pytest.raises(RefusedError, match="the number of its files exceeds the limit of 4"):
            source_at(entry, number=4).list()

    def test_a_broken_listing_keeps_no_file_from_being_read(self, site):
        """With a lock nobody needs it."""
        site.publish("lib", {**FILES, "thence-index.json": b"<html>"})

        assert source_at(f"{site.url}/lib").read("b.py") == FILES["b.py"]


class TestBundle:
    """An archive of all files, which is fetched instead of them."""

    def test_all_files_come_with_one_request_after_the_listing(self, site):
        source = source_at(publish(site, FILES, bundle=True))

        assert {name: source.read(name) for name in FILES} == FILES
        assert len(site.requests) == 2
        assert source.is_bulk

    def test_a_bundle_that_is_gone_leaves_the_files(self, site):
        source = source_at(publish(site, FILES, bundle=True))
        for name in [name for name in site.files if "bundle" in name]:
            del site.files[name]

        assert source.read("b.py") == FILES["b.py"]
        assert not source.is_bulk

    def test_bytes_that_are_no_archive_are_refused(self, site):
        source = source_at(publish(site, FILES, bundle=True))
        for name in [name for name in site.files if "bundle" in name]:
            site.files[name] = b"no archive"

        with pytest.raises(RefusedError, match="cannot be read as an archive"):
            source.read("b.py")

    def test_files_outside_of_it_are_read_one_by_one(self, site):
        source = source_at(publish(site, FILES, bundle=True))
        index = json.loads(site.files[INDEX])
        more = {"c.py": {"sha256": sha256(b"3").hexdigest(), "size": 1}}
        site.files[INDEX] = json.dumps({**index, "files": {**index["files"], **more}}).encode()
        site.files["lib/c.py"] = b"3"

        assert source.read("c.py") == b"3"


class TestProbing:
    """A folder without a listing."""

    def test_a_page_with_status_200_is_no_module(self, site):
        def page(handler):
            handler.send(b"<html>Not here</html>", Content_Type="text/html; charset=utf-8")

        site.answers["lib/absent.py"] = page

        with pytest.raises(FileNotFoundError):
            source_at(f"{site.url}/lib").read("absent.py")

    def test_a_redirect_to_the_same_with_a_slash_is_a_folder(self, site):
        site.answers["lib/pkg.py"] = lambda handler: handler.send(
            b"", 301, Location="/lib/pkg.py/"
        )

        with pytest.raises(FileNotFoundError):
            source_at(f"{site.url}/lib").read("pkg.py")

    @pytest.mark.parametrize(
        "name", ["../secret.py", "a/../../secret.py", "/secret.py", "a//b.py"]
    )
    def test_names_that_lead_elsewhere_are_not_asked_for(self, site, name):
        site.files["secret.py"] = b"secret"

        with pytest.raises(FileNotFoundError):
            source_at(f"{site.url}/lib").read(name)

        assert not any("secret" in each for each in site.requests)

    def test_names_are_quoted(self, site):
        names = ["a b.txt", "100%.txt", "what?.txt", "gr\u00fc\u00dfe#1.txt", "%2e%2e/x.txt"]
        site.publish("lib", {name: name for name in names})
        source = source_at(f"{site.url}/lib")

        assert {name: source.read(name).decode() for name in names} == {n: n for n in names}


class TestConnections:
    """HTTP/1.1, kept open."""

    def test_one_connection_serves_all_requests(self, site):
        source = source_at(publish(site, FILES))

        for name in FILES:
            source.read(name)

        assert (len(site.requests), site.connections) == (len(FILES) + 1, 1)

    def test_a_connection_that_ended_meanwhile_is_made_anew(self, site):
        def last(handler):
            handler.close_connection = True  # without a word about it
            handler.send(FILES["b.py"])

        source = source_at(publish(site, FILES))
        site.answers["lib/b.py"] = last

        assert source.read("b.py") == FILES["b.py"]
        assert source.read("pkg/a.py") == FILES["pkg/a.py"]
        assert site.connections == 2

    def test_bytes_behind_an_answer_are_no_part_of_the_next(self, site):
        def longer(handler):
            # In one piece: what comes later may only be seen with the next answer.
            answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
            handler.wfile.write(answer % (10, b"value = 2\n") + answer % (5, b"wrong"))

        source = source_at(publish(site, FILES))
        site.answers["lib/b.py"] = longer

        assert source.read("b.py") == FILES["b.py"]
        assert source.read("pkg/a.py") == FILES["pkg/a.py"]

    def test_a_server_of_http_1_0_is_asked_over_new_ones(self):
        from web_server import Handler

        class Old(Handler):
            protocol_version = "HTTP/1.0"

        with serving(handler=Old) as site:
            source = source_at(publish(site, FILES))

            assert {name: source.read(name) for name in FILES} == FILES
            assert site.connections == len(FILES) + 1
