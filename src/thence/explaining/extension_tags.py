"""Which Python an extension module was built for, by its file name (PEP 3149)."""

import re

LIBRARY_SUFFIXES = (".so", ".pyd", ".dylib", ".dll")
# cpython-39-x86_64-linux-gnu, cpython-313t-darwin; Windows: cp39-win_amd64
CPYTHON = re.compile(r"(?:cpython-|cp)(?P<major>\d)(?P<minor>\d+)(?P<flags>[a-z]*)-(?P<where>.+)")
PYPY = re.compile(r"pypy(?P<major>\d)(?P<minor>\d+)-[^-]+-(?P<where>.+)")
FLAGS = {"t": "free-threaded", "d": "debug", "m": "", "u": ""}


def tag_of(file: str, name: str) -> str | None:
    """What stands between a module's name and the ending of a library; None for other files.

    >>> tag_of("foo.cpython-39-x86_64-linux-gnu.so", "foo")
    'cpython-39-x86_64-linux-gnu'
    """
    if not file.startswith(f"{name}.") or not file.endswith(LIBRARY_SUFFIXES):
        return None
    return file.removeprefix(f"{name}.").rpartition(".")[0]


def python_of(tag: str) -> str:
    """The Python that a tag names, in words.

    >>> python_of("cpython-39-x86_64-linux-gnu")
    'CPython 3.9 on x86_64-linux-gnu'
    >>> python_of("cpython-313t-darwin")
    'CPython 3.13 (free-threaded) on darwin'
    """
    for implementation, pattern in (("CPython", CPYTHON), ("PyPy", PYPY)):
        if found := pattern.fullmatch(tag):
            flags = ", ".join(filter(None, map(FLAGS.get, found.groupdict().get("flags", ""))))
            version = f"{implementation} {found['major']}.{found['minor']}"
            return f"{version}{f' ({flags})' if flags else ''} on {found['where']}"
    return f"a Python that calls itself {tag}" if tag else "another platform"
