"""Which extension modules a sub-interpreter lets in."""

from __future__ import annotations

import sys

import pytest

from thence._engine.loaders.interpreters import ExtensionCheck


@pytest.mark.parametrize(("disable_check", "told"), [(True, -1), (False, 1)])
def test_the_interpreter_is_told_to_check_or_not(disable_check, told):
    assert ExtensionCheck(disable_check=disable_check).override == told


@pytest.mark.skipif(sys.version_info < (3, 12), reason="new in 3.12")
@pytest.mark.parametrize("disable_check", [True, False])
def test_it_is_told_from_with_to_its_end(monkeypatch, disable_check):
    told = []

    def tell(override):
        told.append(override)
        return 0

    monkeypatch.setattr("_imp._override_multi_interp_extensions_check", tell)

    with ExtensionCheck(disable_check=disable_check) as check:
        assert told == [check.override]

    assert told == [check.override, 0]
