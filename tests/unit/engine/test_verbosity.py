"""What ``python -v`` prints."""

from __future__ import annotations

import sys

import pytest

from thence._engine.verbosity import verbose_message


@pytest.fixture
def verbose(monkeypatch):
    """Set how verbose the interpreter is."""

    def set_to(level):
        monkeypatch.setattr(sys, "flags", type("Flags", (), {"verbose": level}))

    return set_to


@pytest.mark.parametrize(
    ("message", "printed"),
    [
        ("code from {!r}", "# code from 'a'\n"),
        ("# trying {!r}", "# trying 'a'\n"),
        ("import {!r}", "import 'a'\n"),
    ],
)
def test_messages_are_comments_or_imports(verbose, capsys, message, printed):
    verbose(1)

    verbose_message(message, "a")

    assert capsys.readouterr().err == printed


@pytest.mark.parametrize(("level", "verbosity"), [(0, 1), (1, 2)])
def test_nothing_is_printed_below_the_level(verbose, capsys, level, verbosity):
    verbose(level)

    verbose_message("message", verbosity=verbosity)

    assert capsys.readouterr().err == ""
