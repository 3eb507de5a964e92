"""A recording, from its file."""

from pathlib import Path

from .assembling import assemble
from .reading import read_frames
from .recording import Recording


def load(path: "str | Path") -> Recording:
    """Read a recording.

    A file whose processes were killed is read as far as it goes; ``damage`` tells what was
    lost.  Raises OSError, and NotARecordingError for another kind of file.
    """
    file = Path(path)
    return assemble(read_frames(file.read_bytes(), str(file)), file)
