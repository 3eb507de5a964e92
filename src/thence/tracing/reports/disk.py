"""What views ask the disk about the files of modules, as they are now."""

import hashlib
from pathlib import Path


def size_of(file: str) -> int | None:
    """The size of a file in bytes; None where it cannot be read."""
    try:
        return Path(file).stat().st_size
    except OSError:
        return None


def hash_of(file: str) -> str | None:
    """The SHA-256 of a file in hexadecimal; None where it cannot be read."""
    try:
        with Path(file).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
