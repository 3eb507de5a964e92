"""Modules that exist as bytecode only."""

from __future__ import annotations

import pytest

from thence._engine.bytecode import format
from thence._engine.primitives import io

CODE = compile("answer = 42", "elsewhere.py", "exec")


@pytest.fixture
def loader_of(machinery, tree):
    """Write a file and make its loader."""

    def make(data):
        return machinery.SourcelessFileLoader("a", tree({"a.pyc": bytes(data)}) + "/a.pyc")

    return make


@pytest.mark.parametrize(
    "data", [format.timestamp_pyc(CODE, 1, 2), format.hash_pyc(CODE, b"12345678")]
)
def test_the_code_is_read_whatever_it_goes_by(loader_of, data):
    assert loader_of(data).get_code("a") == CODE


def test_the_file_is_opened_as_code(loader_of, monkeypatch):
    """PEP 578: whoever checks code before it is run checks this, too."""
    opened, itself = [], io.open_code

    def noting(path):
        opened.append(path)
        return itself(path)

    monkeypatch.setattr(io, "open_code", noting)
    loader = loader_of(format.timestamp_pyc(CODE))
    loader.get_code("a")

    assert opened == [loader.path]


def test_there_is_no_source(loader_of):
    assert loader_of(b"").get_source("a") is None


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"nonsense", ImportError),
        (format.MAGIC_NUMBER, EOFError),
        (format.MAGIC_NUMBER + b"\x04" + bytes(11), ImportError),
        (format.timestamp_pyc(None, 1, 2), ImportError),  # type: ignore[arg-type]
        (format.MAGIC_NUMBER + bytes(12), EOFError),
    ],
)
def test_a_damaged_file_is_an_error(loader_of, data, error):
    with pytest.raises(error):
        loader_of(data).get_code("a")


def test_it_is_imported(system, tree):
    root = tree({"a.pyc": bytes(format.timestamp_pyc(CODE))})

    module = system.import_module("a")

    assert module.answer == 42
    assert module.__file__ == module.__spec__.cached == f"{root}/a.pyc"
