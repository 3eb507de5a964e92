"""What is read off the interpreter."""

from __future__ import annotations

import importlib.util

from thence._engine import file_names, primitives


def test_the_magic_number_is_the_interpreters():
    assert primitives.magic_number() == importlib.util.MAGIC_NUMBER


def test_the_magic_number_is_read_where_later_interpreters_keep_it(monkeypatch):
    token = int.from_bytes(b"\x01\x02\r\n", "little")
    monkeypatch.setattr(primitives.imp, "pyc_magic_number_token", token, raising=False)

    assert primitives.magic_number() == b"\x01\x02\r\n"


def test_windows_has_source_files_without_a_console(monkeypatch):
    monkeypatch.setattr("sys.platform", "win32")

    assert file_names.default_source_suffixes() == [".py", ".pyw"]


def test_elsewhere_source_files_have_one_suffix(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")

    assert file_names.default_source_suffixes() == [".py"]
