"""Servers that lie, stall or break.

Nothing of theirs runs, the error says what it was, and as soon as the server is well again the
same system imports.
"""

from __future__ import annotations

import pytest
from published import publish

from . import hostile_answers as answers
from .conftest import GOOD, HOSTILE, assert_says

NAME = "lib/tool/__init__.py"


CASES = [
    (answers.other_bytes, "WrongHashError: .* is too long"),
    (answers.same_size, "WrongHashError: .*expected sha256 .*, found"),
    (answers.longer, "is too long: the lock says"),
    (answers.longer_than_said, "is cut short: the lock says"),
    (answers.shorter_than_said, "was cut short: 25 of 1000 bytes came"),
    (answers.cut, "is cut short: the lock says"),
    (answers.cut_in_a_chunk, "gave no valid answer: IncompleteRead"),
    (answers.endless, "its size exceeds the limit of 100000 bytes"),
    (answers.endless_chunks, "its size exceeds the limit of 100000 bytes"),
    (answers.endless_headers, "gave no valid answer"),
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
    (answers.reset_before_the_answer, "reset by peer"),
    (answers.reset_in_the_status, "reset by peer|no valid answer"),
    (answers.reset_in_the_headers, "reset by peer|no valid answer"),
    (answers.reset_in_the_body, "reset by peer|was cut short"),
]
SLOW = [answers.byte_by_byte, answers.headers_byte_by_byte, answers.silent]
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
