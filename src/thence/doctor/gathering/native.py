"""What an extension module's file says of itself."""

import re
from collections.abc import Iterator
from pathlib import Path

from ..evidence import Error, Written

FUNCTION = re.compile(rb"\0(?P<name>PyInit_\w+)\0")
SIGN = "does not define module export function"
MOST_BYTES = 64_000_000


def init_functions(error: Error) -> Iterator[Written]:
    """The functions that make modules, in the file of which one was missed."""
    for each in error.chain:
        if SIGN not in each.message or not each.path:
            continue
        try:
            path = Path(each.path)
            data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
        except OSError:
            continue
        for name in sorted({found["name"].decode() for found in FUNCTION.finditer(data)}):
            yield Written("PyInit", name, each.path)
