"""Opens recordings of all kinds: thence's own, and what ``python -X importtime`` wrote."""

from pathlib import Path

import click

from ..tracing.loading import load
from ..tracing.reading import NotARecordingError
from ..tracing.recording import Recording
from ..tracing.reports import importtime_reading


class UnreadableError(click.UsageError):
    """No recording can be read there; the message says what, where and what to do."""


def open_recording(path: str) -> Recording:
    """Read a recording of either kind.  Raises UnreadableError."""
    try:
        return load(path)
    except OSError as error:
        raise UnreadableError(f"cannot read {path}: {error.strerror}") from error
    except NotARecordingError as error:
        found = from_text(path)
        if found is None:
            raise UnreadableError(str(error)) from error
        return found


def from_text(path: str) -> Recording | None:
    """The recording that a text of ``-X importtime`` stands for; None: it is none."""
    with Path(path).open(encoding="utf-8", errors="backslashreplace") as lines:
        found = importtime_reading.read(lines)
    if found is not None:
        found.path = Path(path)
    return found
