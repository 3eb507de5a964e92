"""Bytecode files that are damaged: each gets what the interpreter gives."""

from __future__ import annotations

import importlib.util
import marshal
import os
import struct
import sys
from pathlib import Path
from typing import Any

import pytest
from observed_imports import outcome

SOURCE = "came_from = 'source'\n\n\ndef function(a, *b):\n    return [each for each in b]\n"
CACHED = Path(importlib.util.cache_from_source("wanted.py"))
MTIME = 1_600_000_000
HEADER_SIZE = 16


def bytecode(flags: int = 0, *, mtime: int = MTIME, size: int = len(SOURCE)) -> bytes:
    """A file that is in order, of code that says where it came from."""
    code = compile(SOURCE.replace("'source'", "'cached'"), "wanted.py", "exec")
    last = struct.pack("<II", mtime, size)
    if flags:
        last = importlib.util.source_hash(SOURCE.encode())
    magic = importlib.util.MAGIC_NUMBER
    return magic + struct.pack("<I", flags) + last + marshal.dumps(code)


def came_of(system: Any, root: Path, file: Path, data: bytes) -> Any:
    """What an import makes of a bytecode file, and what is in its place afterwards."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    os.utime(file, (MTIME, MTIME))
    system.modules.pop("wanted", None)
    system.invalidate_caches()
    result = outcome(lambda: system.import_module("wanted").came_from, root)
    return result, file.read_bytes()


def all_of(variants: dict[str, bytes], sourceless: bool = False) -> Any:
    """A request that tries one file after the other."""

    def request(system: Any, root: Path) -> Any:
        if sourceless:
            (root / "wanted.py").unlink(missing_ok=True)
        file = root / ("wanted.pyc" if sourceless else CACHED)
        return {what: came_of(system, root, file, data) for what, data in variants.items()}

    return request


def headers() -> dict[str, bytes]:
    """Each field of the header, with each bit of it the other way round."""
    variants = {}
    for flags in (0, 1, 2, 3):
        data = bytecode(flags)
        for bit in range(HEADER_SIZE * 8):
            changed = bytearray(data)
            changed[bit // 8] ^= 1 << bit % 8
            variants[f"{flags} bit {bit}"] = bytes(changed)
        variants[f"{flags}"] = data
    for flags in range(64):
        variants[f"flags {flags}"] = bytecode()[:4] + struct.pack("<I", flags) + bytecode()[8:]
    return variants


def cut() -> dict[str, bytes]:
    """A file that ends after each of its bytes, and ones with something after the end."""
    data = bytecode()
    variants = {f"cut at {at}": data[:at] for at in range(len(data))}
    return {**variants, "longer": data + b"rubbish", "twice": data + data}


def other_contents() -> dict[str, bytes]:
    """Something else than code behind a good header."""
    things: list[Any] = [None, 1, 1.5, "text", b"bytes", (), [], {}, {1}, ..., StopIteration, True]
    header = bytecode()[:HEADER_SIZE]
    variants = {repr(each): header + marshal.dumps(each) for each in things}
    names = {"types only": b"\xe3", "unknown type": b"\x01", "reference": b"r\xff\0\0\0"}
    variants.update({what: header + data for what, data in names.items()})
    negative = b"(" + struct.pack("<i", -5)
    huge = b"s" + struct.pack("<i", 2**31 - 1)
    return {**variants, "negative size": header + negative, "huge": header + huge}


def foreign() -> dict[str, bytes]:
    """Files of other interpreters, by their magic number."""
    own = int.from_bytes(importlib.util.MAGIC_NUMBER[:2], "little")
    numbers = {"older": own - 1, "newer": own + 1, "3.7": 3394, "2.7": 62211, "none": 0}
    end = importlib.util.MAGIC_NUMBER[2:] + bytecode()[4:]
    return {what: struct.pack("<H", number) + end for what, number in numbers.items()}


def times() -> dict[str, bytes]:
    """What the header says of the source."""
    values = (0, 1, MTIME - 1, MTIME, MTIME + 1, 2**31, 2**32 - 1)
    by_time = {f"time {each}": bytecode(mtime=each) for each in values}
    by_size = {f"size {each}": bytecode(size=each % 2**32) for each in (0, len(SOURCE), 2**32 - 1)}
    return {**by_time, **by_size}


VARIANTS = {each.__name__: each for each in (headers, cut, other_contents, foreign, times)}


@pytest.mark.parametrize("sourceless", [False, True])
@pytest.mark.parametrize("kind", list(VARIANTS))
def test_damaged_bytecode(same, kind, sourceless):
    same({"wanted.py": SOURCE}, all_of(VARIANTS[kind](), sourceless))


@pytest.mark.parametrize("override", ["always", "never", "default"])
def test_damaged_bytecode_whatever_is_said_of_hashes(same, override, monkeypatch):
    import _imp

    monkeypatch.setattr(_imp, "check_hash_based_pycs", override)

    same({"wanted.py": SOURCE}, all_of(headers()))


def test_without_writing_damaged_bytecode_stays(same, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    same({"wanted.py": SOURCE}, all_of({**headers(), **cut()}))


@pytest.mark.parametrize("place", [".", "__pycache__", CACHED.as_posix()])
def test_damaged_bytecode_of_a_package_and_below_a_prefix(same, place, monkeypatch):
    def request(system: Any, root: Path) -> Any:
        monkeypatch.setattr(sys, "pycache_prefix", str(root / place))
        try:
            return outcome(lambda: system.import_module("wanted.inner").x, root)
        finally:
            monkeypatch.setattr(sys, "pycache_prefix", None)

    same({"wanted/__init__.py": "", "wanted/inner.py": "x = 1"}, request)
