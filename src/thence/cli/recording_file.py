"""The file that ``thence trace`` records into: made anew, and held by one run at a time."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

import click

from ..tracing import reading, writing


@contextmanager
def made_for_one_run(path: Path) -> Iterator[None]:
    """Make the file, in place of an older recording, and hold it while the run lasts.

    Raises UsageError where that cannot be, or another run holds it.
    """
    try:
        if path.exists():
            refuse_other_files(path)
            path.unlink()
        writing.create(str(path))
        held = path.open("rb")
    except OSError as error:
        raise click.UsageError(f"cannot write {path}: {error.strerror}") from error
    with held:
        hold(held)
        yield


def refuse_other_files(path: Path) -> None:
    """Raise UsageError unless the file is a recording that nobody writes, or empty."""
    with path.open("rb") as stream:
        start = stream.read(len(reading.KIND))
        if start not in (b"", reading.KIND):
            raise click.UsageError(
                f"{path} is there, and is no recording: name another file with -o"
            )
        if not hold(stream):
            raise click.UsageError(
                f"another thence trace is writing to {path}: name another file with -o"
            )


def hold(stream: BufferedReader) -> bool:
    """Mark the file as one that somebody writes, until it is closed; False: somebody else does.

    Where the file system knows no locks nobody is kept out.
    """
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
