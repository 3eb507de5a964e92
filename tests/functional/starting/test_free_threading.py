"""Without the global interpreter lock thence is not installed, and says so."""

from __future__ import annotations

import sys

import pytest

import thence


class TestWithoutTheLock:
    """As in a free-threaded build; none of the builds that the tests run on is one."""

    @pytest.fixture(autouse=True)
    def without_lock(self, monkeypatch):
        monkeypatch.setattr(sys, "_is_gil_enabled", lambda: False, raising=False)

    def test_install_refuses_and_says_what_to_do(self):
        with pytest.raises(RuntimeError, match=r"without the global interpreter lock.*-X gil=1"):
            thence.install()

    def test_nothing_is_changed(self):
        before = list(sys.meta_path)

        with pytest.raises(RuntimeError):
            thence.install()

        assert sys.meta_path == before

    def test_private_systems_are_there(self, tmp_path):
        (tmp_path / "wanted.py").touch()

        assert thence.ImportSystem(path=[str(tmp_path)]).import_module("wanted")


def test_with_the_lock_a_free_threaded_build_is_like_any_other(monkeypatch):
    monkeypatch.setattr(sys, "_is_gil_enabled", lambda: True, raising=False)

    thence.install().uninstall()
