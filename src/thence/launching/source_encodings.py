"""How a program's bytes are decoded when the interpreter reads them line by line (PEP 263)."""

import sys

from .._engine.primitives import io  # since 3.14 not every start loads the library's

MARK = b"\xef\xbb\xbf"
BLANKS = b" \t\f"
NAME = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")

CODECS_SAY_WHY = sys.version_info >= (3, 14)
# The interpreter counts lines anew when the first one has been dealt with (and is wrong).
SECOND_LINE_COUNTS_AS_FIRST = sys.version_info >= (3, 14)
SECOND = 2


def declared(data: bytes) -> tuple[str, int] | None:
    r"""What encoding a source declares, and in which line; 0 is the mark of UTF-8.

    >>> declared(b"#!/bin/python\n# coding=latin-1"), declared(b"x = 1 # coding: ascii")
    (('latin-1', 2), None)
    """
    if data.startswith(MARK):
        return "utf-8", 0
    first, _, rest = data.partition(b"\n")
    if name := name_in_comment(first):
        return name, 1
    if is_blank_or_comment(first) and (name := name_in_comment(rest.partition(b"\n")[0])):
        return name, 2
    return None


def is_blank_or_comment(line: bytes) -> bool:
    """Whether a line says nothing, so that the next may declare the encoding."""
    return line.strip(BLANKS + b"\r")[:1] in (b"", b"#")


def name_in_comment(line: bytes) -> str:
    """The name behind ``coding:`` or ``coding=`` in a comment; empty where there is none."""
    comment = line.lstrip(BLANKS)
    after = comment.partition(b"coding")[2]
    if not comment.startswith(b"#") or after[:1] not in (b":", b"="):
        return ""
    rest = after[1:].lstrip(b" \t")
    length = next((at for at, byte in enumerate(rest) if byte not in NAME), len(rest))
    return rest[:length].decode("ascii")


def undecodable(file: str, data: bytes) -> SyntaxError | None:
    """The error for a source that is not in the encoding that it declares; None: it is."""
    name, number = declared(data) or ("utf-8", 0)
    lines = data.splitlines(keepends=True)
    # The interpreter begins at the end of the line that it has read the name in; positions in
    # errors count from there.
    rest = b"".join([b"\n", *lines[number:]])
    seen: list[str] = []
    try:
        seen.extend(io.TextIOWrapper(io.BytesIO(rest), name))
    except (LookupError, ValueError) as error:
        if seen:
            last = number + len(seen) - 1
            return SyntaxError(f"(unicode error) {error}", (file, last, 0, seen[-1], last, -1))
        if CODECS_SAY_WHY:
            return SyntaxError(str(error), (file, 0, -1, None))
        return SyntaxError(f"encoding problem: {name}")
    return None


def declared_utf8(file: str, data: bytes, number: int) -> SyntaxError:
    """The error for a line that is not UTF-8, where that was declared."""
    line = data.removeprefix(MARK).splitlines(keepends=True)[number - 1]
    text = line.decode("utf-8", "replace")
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return SyntaxError(f"(unicode error) {error}", (file, number, 0, text, number, -1))
    raise AssertionError("the line is UTF-8")


def line_in_error(data: bytes, number: int) -> int:
    """Which line the interpreter says it is, where nothing was declared."""
    if number != SECOND or not SECOND_LINE_COUNTS_AS_FIRST:
        return number
    first = data.partition(b"\n")[0]
    return number if is_blank_or_comment(first) or opens_string(first) else 1


def opens_string(line: bytes) -> bool:
    """Whether a string goes on in the next line: both are then read as one."""
    try:
        compile(line, "", "exec", dont_inherit=True)
    except SyntaxError as error:
        return "unterminated triple-quoted" in error.msg
    return False
