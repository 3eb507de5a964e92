"""Servers that lie, stall or break.

Nothing of theirs runs, the error says what it was, and as soon as the server is well again the
same system imports.
"""

from __future__ import annotations

import pytest
from authority import Authority
from published import publish
from web_server import serving

from . import hostile_answers as answers
from .conftest import GOOD, HOSTILE, assert_says
from .test_hostile_archives import tarred, zipped

NAME = "lib/tool/__init__.py"
ARCHIVES = {"tool.whl": zipped, "tool.tar": lambda rows: tarred(rows, compression="")}


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(params=["http", "https"])
def site(request, authority, monkeypatch):
    """With TLS and without."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    context = authority.context() if request.param == "https" else None
    with serving(context=context) as site:
        yield site


BROKEN = "no valid answer|was cut short|cannot be reached"
# Whoever knows no length reads to the end; with TLS that has to be announced.
NO_LENGTH = "is too long: the lock says|is no listing|as an archive|EOF occurred in violation"
# Newer Pythons' http.client counts trailers and interim answers; thence counts bytes.
ENDLESS = "its size exceeds the limit|gave no valid answer: it sends headers without end"
CASES = [
    (answers.other_bytes, "WrongHashError: .* is too long"),
    (answers.same_size, "WrongHashError: .*expected sha256 .*, found"),
    (answers.longer, "is too long: the lock says"),
    (answers.longer_than_said, "is cut short: the lock says"),
    (answers.shorter_than_said, "was cut short: 25 of 1000 bytes came|EOF occurred in viol"),
    (answers.cut, "is cut short: the lock says|EOF occurred in violation of protocol"),
    (answers.cut_in_a_chunk, "gave no valid answer: IncompleteRead|EOF occurred in violation"),
    (answers.endless, "its size exceeds the limit of [14]00000 bytes"),
    (answers.endless_chunks, "its size exceeds the limit of [14]00000 bytes"),
    (answers.endless_headers, "gave no valid answer: it sends headers without end"),
    (answers.redirect_loop, "was redirected more than 5 times"),
    (
        answers.redirect_to_another_host,
        "redirects to https://evil.example/tool/__init__.py, which is not",
    ),
    (answers.redirect_to_a_file, "redirects to file:///etc/passwd, which is not allowed"),
    (answers.redirect_upwards, "redirects to .*/hostile.py, which is not allowed"),
    (answers.bomb, "content encoding 'gzip', which was not asked for"),
    (answers.failing, "answers 500"),
    (answers.no_http, "gave no valid answer: BadStatusLine"),
    (answers.reset_before_the_answer, BROKEN),
    (answers.reset_in_the_status, BROKEN),
    (answers.reset_in_the_headers, BROKEN),
    (answers.reset_in_the_body, BROKEN),
    (answers.huge_chunk, "gave no valid answer|EOF occurred in violation"),
    (answers.negative_chunk, "gave no valid answer"),
    (answers.endless_trailers, ENDLESS),
    (answers.endless_chunk_size, "gave no valid answer"),
    (answers.one_long_header, "gave no valid answer"),
    (answers.endless_continues, ENDLESS),
    (answers.early_hints, "answers 103"),
    (answers.http_0_9, "gave no valid answer"),
    (answers.negative_length, NO_LENGTH),
    (answers.length_without_end, NO_LENGTH),
    (answers.no_content, "answers 204"),
    (answers.redirect_with_a_password, "redirects to .*127.0.0.1:[0-9]+/lib/hostile.py, which is"),
    (answers.redirect_to_a_lookalike, "redirects to https://evil.example/lib/x, which is not"),
    (answers.redirect_by_a_backslash, "redirects to .*hostile.py, which is not allowed"),
    (answers.redirect_by_quoted_dots, "redirects to .*hostile.py, which is not allowed"),
    (answers.redirect_by_dots_quoted_twice, "redirects to .*hostile.py, which is not allowed"),
    (answers.redirect_by_another_encoding, "redirects to .*hostile.py, which is not allowed"),
    (answers.redirect_to_no_address, "redirects to http:.*, which is not allowed"),
    (answers.redirect_to_another_script, "redirects to https://.*, which is not allowed"),
    (answers.redirect_to_ipv6, "redirects to .*::ffff:127.0.0.1.*, which is not allowed"),
    (answers.redirect_nowhere, "was redirected more than 5 times"),
]
# Of a file that is no module's by itself the lock alone says what is wrong.
OF_FILES = [
    (answers.http_1_0_with_other_bytes, NO_LENGTH),
    (answers.two_lengths, "is cut short: the lock says|gave no valid answer"),
    (answers.length_and_chunks, "is too long: the lock says"),
    (answers.a_part_nobody_asked_for, "answers 206"),
    (answers.several_parts, "answers 206"),
    (answers.unchanged_although_unknown, "answers 304"),
]
SLOW = [answers.byte_by_byte, answers.headers_byte_by_byte, answers.silent]
# Without a lock there are no hashes to compare a listing with.
OF_LISTINGS = CASES[6:]


def named(cases):
    return [pytest.param(*case, id=case[0].__name__) for case in cases]


@pytest.mark.parametrize(("answer", "said"), named(CASES + OF_FILES))
def test_a_file_of_a_locked_folder(site, world, answer, said):
    there = world(publish(site, GOOD), GOOD)
    site.files["hostile.py"] = HOSTILE
    site.answers[NAME] = answer

    error = there.error()

    assert_says(error, said)
    assert f"{site.url}/{NAME}" in error
    assert "hostile.py" not in "".join(site.requests)
    assert "s3cret" not in error
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


@pytest.mark.parametrize("name", ["tool.whl", "tool.tar"])
@pytest.mark.parametrize(("answer", "said"), named(OF_LISTINGS))
def test_an_archive(site, world, answer, said, name):
    site.files[f"lib/{name}"] = ARCHIVES[name](GOOD.items())
    there = world(f"{site.url}/lib/{name}")
    site.answers[f"lib/{name}"] = answer

    error = there.error()

    assert_says(error, said)
    assert f"{site.url}/lib/{name}" in error
    assert "s3cret" not in error
    del site.answers[f"lib/{name}"]
    assert there.answer() == 42


@pytest.mark.parametrize(("answer", "said"), named(OF_LISTINGS))
def test_a_bundle(site, world, answer, said):
    there = world(publish(site, GOOD, bundle=True), GOOD)
    bundle = next(name for name in site.files if "bundle" in name)
    site.answers[bundle] = answer

    error = there.error()

    assert_says(error, said)
    assert f"{site.url}/{bundle}" in error
    del site.answers[bundle]
    assert there.answer() == 42


class TestProbing:
    """A folder without a listing, where each place is asked for."""

    def test_an_error_is_no_answer_that_is_remembered(self, site, world):
        site.publish("lib", GOOD)
        there = world(f"{site.url}/lib")
        site.answers[NAME] = answers.failing

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
