"""How the doctor's own interpreter is started."""

import sys

import pytest

from thence.doctor.consulting import Consultation, bytecode_options


@pytest.mark.parametrize(
    ("prefix", "writes", "options"),
    [
        (None, True, []),
        (None, False, ["-B"]),
        ("/kept", True, ["-X", "pycache_prefix=/kept"]),
        ("/kept", False, ["-X", "pycache_prefix=/kept", "-B"]),
        (3, True, []),
    ],
)
def test_his_bytecode_is_kept_where_and_if_the_programs_is(monkeypatch, prefix, writes, options):
    monkeypatch.setattr(sys, "pycache_prefix", prefix)
    monkeypatch.setattr(sys, "dont_write_bytecode", not writes)

    assert bytecode_options() == options


def test_a_frozen_program_is_not_started_as_an_interpreter(monkeypatch):
    """Its sys.executable is the program itself: it would run once more."""
    started = []
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    consultation = Consultation({})
    consultation._spawn = lambda *words, **_: started.append(words)

    consultation.report({})

    assert consultation.findings({}) == []
    assert started == []
