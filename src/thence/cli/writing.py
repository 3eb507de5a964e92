"""Writes a document to a file, whole or not at all."""

import os
import tempfile
from pathlib import Path
from typing import TextIO


def write_whole(path: Path, text: str) -> None:
    """Write a file beside, then put it in place; what is no file is written to as it is.

    Behind a link it is the file that is replaced.  Raises OSError, which names the path.
    """
    try:
        if path.exists() and not path.is_file():  # /dev/stdout, a pipe
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        else:
            replace(path.resolve(), text)
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # not that of the one beside
        raise


def replace(path: Path, text: str) -> None:
    """Write a file beside, then put it in place.  Raises OSError."""
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
        os.chmod(beside, 0o666 & ~current_mask())  # noqa: PTH101 - as a file that open() makes
        os.replace(beside, path)  # noqa: PTH105 - beside is a str
    except BaseException:
        os.unlink(beside)  # noqa: PTH108 - beside is a str
        raise


def allow_any_text(stream: TextIO) -> None:
    """Let a stream write what its encoding lacks (lone surrogates, too) as escapes."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def current_mask() -> int:
    """The permissions that new files are not to have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
