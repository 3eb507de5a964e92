"""Bytecode that is trusted less readily than the interpreter trusts it.

The header of a .pyc file knows the time of its source in whole seconds: a source that changes
twice within one second, and keeps its size, runs as it was before.  The files' own times are
finer.  They say more, as long as nothing has cut off their fractions of a second
(``docs/decisions/006-strict-bytecode.md``).
"""

from .. import paths
from ..primitives import os
from .format import BY_HASH, CHECK_SOURCE
from .policy import may_write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SECOND = 1_000_000_000


class StrictBytecode:
    """Judges by the times of files whether bytecode is newer than its source."""

    __slots__ = ()

    def source_as_it_is(self, source_path: str) -> "tuple[int, int] | None":
        """What a source is known by while it is compiled; None where it is no file."""
        try:
            found = paths.stat(source_path)
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    def check_flags(self, flags: int, fullname: str, details: "dict[str, Any]") -> None:
        """Raise ImportError for a file that is to be checked, but by nothing (PEP 552)."""
        if flags & CHECK_SOURCE and not flags & BY_HASH:
            raise ImportError(f"invalid flags {flags!r} in {fullname!r}", **details)

    def check_times(
        self, source: "tuple[int, int] | None", fullname: str, details: "dict[str, Any]"
    ) -> None:
        """Raise ImportError for bytecode that may be older than its source.

        ``source`` is what ``source_as_it_is`` said; the header agrees with it already.
        """
        file: str = details["path"]
        try:
            time = paths.stat(file).st_mtime_ns
        except OSError:
            return  # not kept in files: there are no times to go by
        if source is not None and not is_newer(time, source[0], file):
            message = f"bytecode may be older than the source of {fullname!r}"
            raise ImportError(message, **details)

    def withdraw_if_changed(
        self, source: "tuple[int, int] | None", source_path: str, cache_path: str
    ) -> None:
        """Remove new bytecode whose source changed while it was compiled: it would look newer."""
        if source is None or self.source_as_it_is(source_path) == source:
            return
        try:
            os.unlink(cache_path)
        except OSError:
            return


def is_newer(bytecode_time: int, source_time: int, file: str) -> bool:
    """Was the bytecode written after the last change of the source?

    Times in different seconds are the header's business: it compared them.
    """
    if bytecode_time // SECOND != source_time // SECOND:
        return True
    if is_whole(source_time) or is_whole(bytecode_time):
        # Nobody can tell.  New bytecode will be of a later second; where none can be kept, the
        # doubt would never end.
        return not is_replaceable(file)
    return bytecode_time > source_time


def is_whole(time: int) -> bool:
    """Are the fractions of a second missing?"""
    return time % SECOND == 0


def is_replaceable(file: str) -> bool:
    """Would new bytecode be kept?"""
    directory, _ = paths.split(file)
    return may_write() and os.access(directory or ".", os.W_OK)
