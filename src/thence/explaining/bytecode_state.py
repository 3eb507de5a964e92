"""The state of a module's bytecode: would it be used, and if not, why (5.4.7).

Reads files, writes and executes nothing.
"""

import os
import sys
import time
from pathlib import Path

from .._engine.bytecode import format, policy
from .explanation import Bytecode
from .magic_numbers import writer_of

COMPILED = "the source would be compiled"
RAISES = "the import would raise an error"


class BytecodeFile:
    """A bytecode file, and the source that it stands for (None: there is none)."""

    def __init__(self, file: str, source: str | None, *, writes: bool) -> None:
        self.file = file
        self.source = source
        self.writes = writes  # does the interpreter keep what it compiles?

    def state(self) -> Bytecode:
        """What would become of it."""
        try:
            data = Path(self.file).read_bytes()
        except FileNotFoundError:
            return self._is("absent", None, why_absent(), self._compiled())
        except OSError as error:
            return self._is("unreadable", None, str(error.strerror), self._compiled())
        return self._header(data) or self._body(data)

    def _header(self, data: bytes) -> Bytecode | None:
        """What the first bytes forbid; None when they are in order."""
        if data[:4] != format.MAGIC_NUMBER:
            return self._is("foreign", None, f"written by {writer_of(data[:4])}", self._compiled())
        if len(data) < format.HEADER_SIZE:
            reason = f"cut short: {len(data)} bytes, less than its header"
            return self._is("damaged", None, reason, self._compiled())
        flags = int.from_bytes(data[4:8], "little")
        if flags & ~format.KNOWN_FLAGS:
            reason = f"its header has unknown flags ({flags:#x})"
            return self._is("damaged", None, reason, self._compiled())
        if self.source is None:
            return None
        return self._by_hash(data, flags) if policy.is_by_hash(flags) else self._by_time(data)

    def _by_time(self, data: bytes) -> Bytecode | None:
        """What the source's time and size forbid."""
        found = Path(self.source or "").stat()
        recorded = int.from_bytes(data[8:12], "little")
        if recorded != int(found.st_mtime) & 0xFFFFFFFF:
            reason = f"the source is of {moment(found.st_mtime)}, it was of {moment(recorded)}"
            return self._is("stale", "timestamp", reason, self._compiled())
        size = int.from_bytes(data[12:16], "little")
        if size != found.st_size & 0xFFFFFFFF:
            reason = f"the source has {found.st_size} bytes, it had {size}"
            return self._is("stale", "timestamp", reason, self._compiled())
        return None

    def _by_hash(self, data: bytes, flags: int) -> Bytecode | None:
        """What the source's hash forbids."""
        if not policy.source_is_checked(flags):
            return None
        now = format.hash_of_source(Path(self.source or "").read_bytes())
        if now == data[8:16]:
            return None
        reason = f"the source's hash is {now.hex()}, it was {data[8:16].hex()}"
        return self._is("stale", "hash", reason, self._compiled())

    def _body(self, data: bytes) -> Bytecode:
        """A file with a good header: does it hold code?"""
        validation = self._validation(data)
        try:
            format.code_in(memoryview(data)[format.HEADER_SIZE :])
        except Exception as error:  # noqa: BLE001 - whatever marshal says of damaged data
            return self._is("damaged", validation, f"it holds no code: {error}", RAISES)
        if validation == "unchecked hash":
            reason = "by hash, and not compared with the source"
            return self._is("unchecked", validation, reason, self._used())
        return self._is("fresh", validation, GOOD[validation], self._used())

    def _validation(self, data: bytes) -> str:
        flags = int.from_bytes(data[4:8], "little")
        if self.source is None:
            return "sourceless"
        if not policy.is_by_hash(flags):
            return "timestamp"
        return "hash" if policy.source_is_checked(flags) else "unchecked hash"

    def _is(self, state: str, validation: str | None, reason: str, consequence: str) -> Bytecode:
        return Bytecode(state, self.file, validation, reason, consequence)

    def _used(self) -> str:
        return (
            "it would be executed, the source not compiled" if self.source else "it is the module"
        )

    def _compiled(self) -> str:
        if self.source is None:
            return RAISES
        return f"{COMPILED}, {self._kept()}"

    def _kept(self) -> str:
        """Would the bytecode be written?"""
        if not self.writes:
            return "and the bytecode not kept (-B or PYTHONDONTWRITEBYTECODE)"
        if not may_be_made(self.file):
            return f"and the bytecode not kept: {Path(self.file).parent} cannot be written to"
        return "and the bytecode kept there"


GOOD = {
    "timestamp": "the source has the time and the size that it was compiled from",
    "hash": "the source has the hash that it was compiled from",
    "sourceless": "there is no source to compare it with",
}


def why_absent() -> str:
    """Where bytecode is looked for, when that is not beside the source."""
    if sys.pycache_prefix is not None:
        return f"not written yet (PYTHONPYCACHEPREFIX is {sys.pycache_prefix})"
    return "not written yet"


def moment(seconds: float) -> str:
    """A time as people write it."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))


def may_be_made(file: str) -> bool:
    """Could the file be written, with the directories that are missing?"""
    existing = next((each for each in Path(file).parents if each.is_dir()), Path())
    return os.access(existing, os.W_OK | os.X_OK)
