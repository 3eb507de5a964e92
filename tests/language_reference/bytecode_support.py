"""What a bytecode file is called and holds, for the tests that read, write and damage them."""

from __future__ import annotations

import marshal
import struct
import sys
from importlib.util import MAGIC_NUMBER
from pathlib import Path

HEADER = struct.Struct("<4sIII")  # magic number, flags, modification time, size of the source
UNCHECKED_HASH, CHECKED_HASH, UNKNOWN = 0b01, 0b11, 0b100


def bytecode_file(root: Path, name: str = "wanted", optimization: str = "") -> Path:
    """Return where the bytecode of a module in ``root`` lies."""
    tag = f"{sys.implementation.cache_tag}{optimization}"
    return root / "__pycache__" / f"{name}.{tag}.pyc"


def bytecode_of(source: str) -> bytes:
    """Return what a bytecode file of this source holds; it is hash-based and unchecked."""
    code = compile(source, "where it was compiled", "exec")
    return HEADER.pack(MAGIC_NUMBER, UNCHECKED_HASH, 0, 0) + marshal.dumps(code)


def flags_of(file: Path) -> int:
    """Return the flags in a file's header."""
    return HEADER.unpack(file.read_bytes()[: HEADER.size])[1]


def with_flags(content: bytes, flags: int) -> bytes:
    """Return the content of a bytecode file with other flags in its header."""
    return content[:4] + struct.pack("<I", flags) + content[8:]
