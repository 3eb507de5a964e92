"""The format of a .pyc file (PEP 552): a header of 16 bytes, then a marshalled code object.

    bytes 0-3     magic number of the interpreter that wrote it
    bytes 4-7     flags: bit 0 set, judged by hash; bit 1 set, the source is to be checked
    bytes 8-15    by hash: the hash of the source; else its time (8-11) and size (12-15)

All integers are little-endian and unsigned.  ``details`` is a dict with the ``name`` and
``path`` that go into an ImportError.
"""

from ..primitives import imp, magic_number, marshal
from ..verbosity import verbose_message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

MAGIC_NUMBER = magic_number()
HEADER_SIZE = 16
BY_HASH = 0b01
CHECK_SOURCE = 0b10
KNOWN_FLAGS = BY_HASH | CHECK_SOURCE
CODE_TYPE = type(magic_number.__code__)


def pack_uint32(number: float) -> bytes:
    """The last 32 bits of a number, little-endian."""
    return (int(number) & 0xFFFFFFFF).to_bytes(4, "little")


def header_flags(data: bytes, fullname: str, details: "dict[str, Any]") -> int:
    """Read the flags of a .pyc file.

    Raises ImportError for a foreign magic number or unknown flags, EOFError when the header
    is cut short.
    """
    magic = data[:4]
    if magic != MAGIC_NUMBER:
        message = f"bad magic number in {fullname!r}: {magic!r}"
        verbose_message("{}", message)
        raise ImportError(message, **details)
    if len(data) < HEADER_SIZE:
        message = f"reached EOF while reading pyc header of {fullname!r}"
        verbose_message("{}", message)
        raise EOFError(message)
    flags = int.from_bytes(data[4:8], "little")
    if flags & ~KNOWN_FLAGS:
        raise ImportError(f"invalid flags {flags!r} in {fullname!r}", **details)
    return flags


def check_timestamp(
    data: bytes, mtime: float, size: int | None, fullname: str, details: "dict[str, Any]"
) -> None:
    """Compare the time and size of the source with those in the header.

    Raises ImportError when they differ.  A size of None is not compared.
    """
    if int.from_bytes(data[8:12], "little") != (int(mtime) & 0xFFFFFFFF):
        message = f"bytecode is stale for {fullname!r}"
        verbose_message("{}", message)
        raise ImportError(message, **details)
    if size is not None and data[12:16] != pack_uint32(size):
        raise ImportError(f"bytecode is stale for {fullname!r}", **details)


def check_hash(data: bytes, source_hash: bytes, fullname: str, details: "dict[str, Any]") -> None:
    """Compare the hash of the source (8 bytes) with the one in the header.

    Raises ImportError when they differ.
    """
    if data[8:16] != source_hash:
        message = f"hash in bytecode doesn't match hash of source {fullname!r}"
        raise ImportError(message, **details)


def hash_of_source(source: bytes) -> bytes:
    """The hash by which a source is known in .pyc files: 8 bytes (SipHash, keyed by the magic)."""
    key = int.from_bytes(MAGIC_NUMBER, "little")
    return imp.source_hash(key, source)


def code_in(
    data: "bytes | memoryview",
    name: str | None = None,
    bytecode_path: str | None = None,
    source_path: str | None = None,
) -> "CodeType":
    """Unmarshal the code object that follows a header.

    With ``source_path`` the code is made to name that file.  Raises ImportError when there is
    something else than code, and what marshal raises (EOFError, ValueError, TypeError).
    """
    code = marshal.loads(data)
    if not isinstance(code, CODE_TYPE):
        raise ImportError(f"Non-code object in {bytecode_path!r}", name=name, path=bytecode_path)
    verbose_message("code object from {!r}", bytecode_path)
    if source_path is not None:
        imp._fix_co_filename(code, source_path)  # type: ignore[attr-defined]
    return code


def marshalled(code: "CodeType") -> bytes:
    """A code object as it stands in a .pyc file.

    marshal marks an object that has several references, and the interpreter's files have that
    mark on the whole code.  How many there are here would depend on who calls.
    """
    several = [code, code]
    return marshal.dumps(several[0])


def timestamp_pyc(code: "CodeType", mtime: float = 0, size: int = 0) -> bytearray:
    """A .pyc file that is valid as long as its source keeps this time and size."""
    data = bytearray(MAGIC_NUMBER)
    data += pack_uint32(0)
    data += pack_uint32(mtime)
    data += pack_uint32(size)
    data += marshalled(code)
    return data


def hash_pyc(code: "CodeType", source_hash: bytes, checked: bool = True) -> bytearray:
    """A .pyc file that is valid as long as its source has this hash (8 bytes)."""
    data = bytearray(MAGIC_NUMBER)
    data += pack_uint32(BY_HASH | (CHECK_SOURCE if checked else 0))
    data += source_hash
    data += marshalled(code)
    return data
