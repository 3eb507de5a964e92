"""The environment that a program would have found, had it been started directly."""

import sys

from .._engine import paths
from .._engine.primitives import os

# What the interpreter sets LC_CTYPE to, in a C locale (PEP 538).
COERCED = frozenset({b"C.UTF-8", b"C.utf8", b"UTF-8"})
INITIAL = "/proc/self/environ"


def environment() -> dict[bytes, bytes]:
    """The process's environment, without what the interpreter itself wrote into it.

    In a C locale, python sets LC_CTYPE for its children, and is in UTF-8 mode.  A second
    interpreter that finds LC_CTYPE set is not: ``sys.flags.utf8_mode`` would differ.
    """
    found = dict(os.environ)
    if sys.flags.utf8_mode and found.get(b"LC_CTYPE") in COERCED:
        initial = initial_environment()
        found.pop(b"LC_CTYPE")
        if b"LC_CTYPE" in initial:
            found[b"LC_CTYPE"] = initial[b"LC_CTYPE"]
    return found


def initial_environment() -> dict[bytes, bytes]:
    """What the process was given at its start; empty where the system does not tell."""
    try:
        entries = paths.read_file(INITIAL).split(b"\0")
    except OSError:
        return {}
    pairs = [entry.partition(b"=") for entry in entries if entry]
    return {name: value for name, _, value in pairs}
