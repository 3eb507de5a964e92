"""From bytes to text and to code."""

from __future__ import annotations

import sys

import pytest

from thence._engine.bytecode.compiling import compiled, decode_source


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (b"x = 1\n", "x = 1\n"),
        (b"x = 1\r\ny\rz\n", "x = 1\ny\nz\n"),
        (b"x\ry\r", "x\ny\n" if sys.version_info >= (3, 15) else "x\ny"),
        ("x = 'ä'".encode(), "x = 'ä'"),
        (b"# coding: latin-1\nx = '\xe4'", "# coding: latin-1\nx = 'ä'"),
        (b"\xef\xbb\xbfx = 1", "x = 1"),
        (bytearray(b"x = 1"), "x = 1"),
        (memoryview(b"x = 1"), "x = 1"),
    ],
)
def test_a_source_is_decoded_as_it_says_itself(source, text):
    assert decode_source(source) == text


def test_an_unknown_encoding_is_wrong_syntax():
    with pytest.raises(SyntaxError, match="unknown encoding"):
        decode_source(b"# coding: nonsense\n")


def test_bytes_that_are_not_of_the_encoding_are_refused():
    with pytest.raises(UnicodeDecodeError):
        decode_source(b"# coding: utf-8\n\n\n'\xff'")


def test_code_knows_its_file():
    assert compiled(b"x = 1", "/a.py").co_filename == "/a.py"


def test_futures_of_the_engine_are_not_inherited():
    """This very file has one."""
    names: dict[str, object] = {}

    exec(compiled("def f(x: int): pass\nseen = f.__annotations__", "/a.py"), names)

    assert names["seen"] == {"x": int}


def test_the_optimization_is_obeyed():
    names: dict[str, object] = {}

    exec(compiled("'documentation'\nassert False", "/a.py", optimize=2), names)

    assert names.get("__doc__") is None
