"""Which bytecode is trusted, and whether it is kept."""

from __future__ import annotations

import sys

import pytest

from thence._engine.bytecode import policy

UNCHECKED, CHECKED = 0b01, 0b11


@pytest.mark.parametrize(
    ("flags", "override", "checked"),
    [
        (CHECKED, "default", True),
        (UNCHECKED, "default", False),
        (CHECKED, "never", False),
        (UNCHECKED, "never", False),
        (CHECKED, "always", True),
        (UNCHECKED, "always", True),
    ],
)
def test_the_interpreters_option_goes_before_the_files_own_flag(
    monkeypatch, flags, override, checked
):
    monkeypatch.setattr(policy.imp, "check_hash_based_pycs", override)

    assert policy.source_is_checked(flags) is checked


@pytest.mark.parametrize(("flags", "by_hash", "checked"), [(0, 0, 0), (1, 1, 0), (3, 1, 1)])
def test_flags_say_what_a_file_goes_by(flags, by_hash, checked):
    assert policy.is_by_hash(flags) is bool(by_hash)
    assert policy.wants_source_checked(flags) is bool(checked)


@pytest.mark.parametrize("dont_write", [True, False])
def test_bytecode_is_kept_unless_it_is_forbidden(monkeypatch, dont_write):
    monkeypatch.setattr(sys, "dont_write_bytecode", dont_write)

    assert policy.may_write() is not dont_write
