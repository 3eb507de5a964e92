"""The part of a recorder that hears where a module's code came from (5.4.7)."""

from time import perf_counter_ns as now

from .rows import (
    BYTECODE_REFUSED,
    BYTECODE_USED,
    BYTECODE_WRITTEN,
    CODE_READY,
    COMPILING,
    CONTENT_READ,
    READING,
    UNMARSHALLING,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

    from .state import State


def bytecode_used(recorder: "State", fullname: str, file: str, began: int, read: int) -> None:
    """Bytecode is code now; it was looked for, and had been read, at these times."""
    row = BYTECODE_USED + recorder.here.mine.base, now(), fullname, file, began, read
    recorder.rows.extend(row)


def reading_began(recorder: "State", fullname: str, file: str, began: int) -> None:
    """Code was looked for from this time on, and there is more to tell of it."""
    recorder.rows.extend((READING + recorder.here.mine.base, began, fullname, file))


def reading(recorder: "State", fullname: str, file: str) -> None:
    """Code is looked for; where another observer listens, too."""
    recorder.rows.extend((READING + recorder.here.mine.base, now(), fullname, file))


def unmarshalling(recorder: "State", fullname: str, file: str) -> None:
    """Bytecode is made code."""
    recorder.rows.extend((UNMARSHALLING + recorder.here.mine.base, now(), fullname, file))


def compiling(recorder: "State", fullname: str, file: str) -> None:
    """Source is compiled."""
    recorder.rows.extend((COMPILING + recorder.here.mine.base, now(), fullname, file))


def code_ready(recorder: "State", fullname: str, code: "CodeType") -> None:  # noqa: ARG001
    """Code is there."""
    recorder.rows.extend((CODE_READY + recorder.here.mine.base, now(), fullname))


def content_read(
    recorder: "State", file: str, sha256: str | None, size: int, where: str, took_ns: int
) -> None:
    """A source beyond the file system gave bytes."""
    facts = file, sha256, size, where, took_ns
    recorder.rows.extend((CONTENT_READ + recorder.here.mine.base, now(), *facts))


def bytecode_refused(recorder: "State", fullname: str, file: str, reason: str) -> None:
    """Bytecode is not used."""
    facts = fullname, file, reason
    recorder.rows.extend((BYTECODE_REFUSED + recorder.here.mine.base, now(), *facts))


def bytecode_written(recorder: "State", fullname: str, file: str) -> None:
    """Bytecode is kept."""
    recorder.rows.extend((BYTECODE_WRITTEN + recorder.here.mine.base, now(), fullname, file))
