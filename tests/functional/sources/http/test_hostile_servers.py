"""Servers that lie, stall or break.

Nothing of theirs runs, the error says what it was, and as soon as the server is well again the
same system imports.
"""

from __future__ import annotations

import pytest
from authority import Authority
from published import publish
from web_server import reset, serving

from .conftest import GOOD, HOSTILE

NAME = "lib/tool/__init__.py"


def other_bytes(handler):
    handler.send(HOSTILE)


def same_size(handler):
    handler.send(b"raise SystemExit\n########"[: len(GOOD["tool/__init__.py"])])


def longer(handler):
    handler.send(GOOD["tool/__init__.py"] + HOSTILE)


def longer_than_said(handler):
    """Only what was announced is read, and what follows is no answer to the next request."""
    data = GOOD["tool/__init__.py"][:10]
    handler.send(data)
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(HOSTILE) + HOSTILE)


def shorter_than_said(handler):
    handler.begin(Content_Length="1000")
    handler.wfile.write(GOOD["tool/__init__.py"])
    handler.close_connection = True


def cut(handler):
    handler.begin(Connection="close")
    handler.wfile.write(GOOD["tool/__init__.py"][:5])


def cut_in_a_chunk(handler):
    handler.begin(Transfer_Encoding="chunked")
    handler.wfile.write(b"10\r\nabc")
    handler.close_connection = True


def byte_by_byte(handler):
    handler.begin(Content_Length="90000")
    while handler.client_is_here():
        handler.wfile.write(b"#")


def headers_byte_by_byte(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while handler.client_is_here():
        handler.wfile.write(b"x")


def silent(handler):
    while handler.client_is_here():
        pass
    handler.close_connection = True


def endless(handler):
    handler.begin(Connection="close")
    while True:
        handler.wfile.write(HOSTILE * 1000)


def endless_chunks(handler):
    handler.begin(Transfer_Encoding="chunked")
    while True:
        handler.wfile.write(b"400\r\n" + b"#" * 0x400 + b"\r\n")


def endless_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"X: y\r\n" * 1000)


def redirect_loop(handler):
    handler.send(b"", 302, Location=handler.path)


def redirect_to_another_host(handler):
    handler.send(b"", 302, Location="https://evil.example/tool/__init__.py")


def redirect_to_a_file(handler):
    handler.send(b"", 302, Location="file:///etc/passwd")


def redirect_upwards(handler):
    handler.send(b"", 302, Location="/hostile.py")


def bomb(handler):
    import gzip

    handler.send(gzip.compress(bytes(10_000_000)), Content_Encoding="gzip")


def failing(handler):
    handler.send(b"sorry", 500)


def no_http(handler):
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
    handler.close_connection = True


def reset_before_the_answer(handler):
    handler.reset()


def reset_in_the_status(handler):
    handler.wfile.write(b"HTTP/1.1 2")
    handler.reset()


def reset_in_the_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Le")
    handler.reset()


def reset_in_the_body(handler):
    handler.begin(Content_Length="1000")
    handler.wfile.write(HOSTILE)
    handler.reset()


CASES = [
    (other_bytes, "WrongHashError: .* is too long"),
    (same_size, "WrongHashError: .*expected sha256 .*, found"),
    (longer, "is too long: the lock says"),
    (longer_than_said, "is cut short: the lock says"),
    (shorter_than_said, "was cut short: 25 of 1000 bytes came"),
    (cut, "is cut short: the lock says"),
    (cut_in_a_chunk, "gave no valid answer: IncompleteRead"),
    (endless, "its size exceeds the limit of 100000 bytes"),
    (endless_chunks, "its size exceeds the limit of 100000 bytes"),
    (endless_headers, "gave no valid answer"),
    (redirect_loop, "was redirected more than 5 times"),
    (redirect_to_another_host, "redirects to https://evil.example/tool/__init__.py, which is not"),
    (redirect_to_a_file, "redirects to file:///etc/passwd, which is not allowed"),
    (redirect_upwards, "redirects to .*/hostile.py, which is not allowed"),
    (bomb, "content encoding 'gzip', which was not asked for"),
    (failing, "answers 500"),
    (no_http, "gave no valid answer: BadStatusLine"),
    (reset_before_the_answer, "reset by peer"),
    (reset_in_the_status, "reset by peer|no valid answer"),
    (reset_in_the_headers, "reset by peer|no valid answer"),
    (reset_in_the_body, "reset by peer|was cut short"),
]
SLOW = [byte_by_byte, headers_byte_by_byte, silent]
# Without a lock there are no hashes to compare a listing with.
OF_LISTINGS = CASES[6:]


def named(cases):
    return [pytest.param(*case, id=case[0].__name__) for case in cases]


@pytest.mark.parametrize(("answer", "said"), named(CASES))
def test_a_file_of_a_locked_folder(site, world, answer, said):
    there = world(publish(site, GOOD), GOOD)
    site.files["hostile.py"] = HOSTILE
    site.answers[NAME] = answer

    error = there.error()

    assert_says(error, said)
    assert f"{site.url}/{NAME}" in error
    assert "hostile.py" not in site.requests
    del site.answers[NAME]
    assert there.answer() == 42


@pytest.mark.parametrize("answer", SLOW)
def test_a_slow_answer(site, world, answer):
    there = world(publish(site, GOOD), GOOD)
    there.hurry(0.3)
    site.answers[NAME] = answer

    error = there.error()

    assert_says(error, f"{site.url}/{NAME} did not answer within 0.3 seconds")
    del site.answers[NAME]
    there.sources.rules.limits.seconds = 60
    assert there.answer() == 42


@pytest.mark.parametrize(("answer", "said"), named(OF_LISTINGS))
def test_a_listing(site, world, answer, said):
    """Whoever trusts what comes first depends on it."""
    there = world(publish(site, GOOD))
    index = "lib/thence-index.json"
    site.answers[index] = answer

    error = there.error()

    assert_says(error, said)
    assert f"{site.url}/{index}" in error
    del site.answers[index]
    assert there.answer() == 42


def reset_at_once(connection):
    return reset(connection)


def reset_after_some_bytes(connection):
    connection.recv(20)
    return reset(connection)


def closed_at_once(connection):
    return True


def no_server_of_this_protocol(connection):
    connection.recv(20)
    connection.sendall(b"220 mail.example.org ESMTP\r\n")
    return True


GREETINGS = [reset_at_once, reset_after_some_bytes, closed_at_once, no_server_of_this_protocol]


class TestConnecting:
    """Before a request is made."""

    @pytest.mark.parametrize("greeting", GREETINGS)
    @pytest.mark.parametrize("scheme", ["http", "https"])
    def test_a_connection_that_ends_before_a_request(
        self, world, tmp_path, monkeypatch, greeting, scheme
    ):
        context = None
        if scheme == "https":
            authority = Authority(tmp_path)
            monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
            context = authority.context()
        with serving(context=context) as site:
            there = world(publish(site, GOOD), GOOD)
            usual, site.greeting = site.greeting, greeting

            error = there.error()

            assert_says(error, f"{site.url}/lib/.* (cannot be reached|gave no valid answer)")
            site.greeting = usual
            assert there.answer() == 42

    def test_a_server_that_is_down(self, world):
        with serving() as site:
            publish(site, GOOD)
        there = world(f"{site.url}/lib", GOOD)

        assert "cannot be reached: Connection refused" in there.error()


class TestProbing:
    """A folder without a listing, where each place is asked for."""

    def test_an_error_is_no_answer_that_is_remembered(self, site, world):
        site.publish("lib", GOOD)
        there = world(f"{site.url}/lib")
        site.answers[NAME] = failing

        error = there.error()

        assert_says(error, f"{site.url}/{NAME} answers 500")
        del site.answers[NAME]
        assert there.answer() == 42

    def test_what_is_not_there_is_asked_for_once(self, site, world):
        site.publish("lib", GOOD)
        there = world(f"{site.url}/lib")

        for _ in range(3):
            with pytest.raises(ModuleNotFoundError):
                there.system.import_module("absent")

        assert site.requests.count("lib/absent.py") == 1
        assert site.requests.count("lib/absent/__init__.py") == 1

    def test_a_page_instead_of_an_error_is_not_executed(self, site, world):
        site.gate = lambda handler: handler.send(b"<html>", Content_Type="text/html")
        there = world(f"{site.url}/lib")

        assert "RefusedError" in there.error()  # the listing's place has a page, too


class TestCertificates:
    """Who answers has to prove who it is."""

    @pytest.fixture
    def authority(self, tmp_path, monkeypatch):
        made = Authority(tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
        return made

    def refused(self, context, world):
        with serving(context=context) as site:
            error = world(publish(site, GOOD), GOOD).error()
        assert site.requests == []
        assert f"{site.url}/lib" in error
        return error

    def test_an_expired_one(self, authority, world):
        error = self.refused(authority.context(is_expired=True), world)

        assert "certificate is not valid: certificate has expired" in error

    def test_one_for_another_host(self, authority, world):
        error = self.refused(authority.context("example.org"), world)

        assert "certificate is not valid: IP address mismatch" in error

    def test_one_of_an_unknown_authority(self, authority, world, tmp_path):
        stranger = tmp_path / "outer" / "inner" / "cache"
        stranger.mkdir()
        error = self.refused(Authority(stranger).context(), world)

        assert "certificate is not valid: " in error

    def test_a_valid_one(self, authority, world):
        """So that the others fail for the right reason."""
        with serving(context=authority.context()) as site:
            assert world(publish(site, GOOD), GOOD).answer() == 42

    def test_no_tls_at_all(self, site, world):
        publish(site, GOOD)

        error = world(f"{site.url}/lib".replace("http:", "https:"), GOOD).error()

        assert "cannot be reached" in error
        assert site.requests == []


class TestListings:
    """What is published is not what comes."""

    def test_a_file_that_changed_since_it_was_listed(self, site, world):
        there = world(publish(site, GOOD))
        site.files[NAME] = HOSTILE

        error = there.error()

        assert_says(error, "WrongHashError: .*is not what its own listing says")
        publish(site, GOOD)
        assert there.answer() == 42

    @pytest.mark.parametrize(
        ("name", "why"),
        [
            ("../outside.py", "leads out of the source"),
            ("tool/../../outside.py", "leads out of the source"),
            ("/etc/outside.py", "an absolute path"),
            ("C:/outside.py", "an absolute path"),
            ("..\\outside.py", "a backslash"),
            ("tool//part.py", "leads out of the source or nowhere"),
            ("tool/a\nb.py", "a control character"),
            ("Tool/__init__.py", "only case or Unicode form"),
            ("tool/\ufb01le.py", "only case or Unicode form"),
        ],
    )
    def test_names_that_lead_elsewhere_or_are_ambiguous(self, site, world, name, why):
        there = world(publish(site, {**GOOD, "tool/file.py": b"", name: HOSTILE}))

        error = there.error()

        assert_says(error, f"RefusedError: .*{why}")
        publish(site, GOOD)
        assert there.answer() == 42


def assert_says(error: str, pattern: str) -> None:
    import re

    assert re.search(pattern, error), error
