"""The text of a lock: TOML, one line for each file, sorted, so that Git can merge it.

    version = 1

    [sources."https://example.org/lib"]
    "pkg/__init__.py" = { sha256 = "3a7b...", size = 120 }

Nothing in it depends on time, order or machine: the same hashes make the same text.
"""

from ..errors import LockError, RefusedError
from ..names import check_names, cleaned
from .pins import Pin, Pins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..libraries import Libraries

VERSION = 1
MOST_SHOWN = 80  # letters
HASH_LENGTH = 64
HEXADECIMAL = frozenset("0123456789abcdef")
HEAD = "# The hashes of what may be executed from other places; made by `thence pin`.\n"
CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
MARK = "\ufeff"  # of UTF-8, as some editors write it
ESCAPES = {'"': '\\"', "\\": "\\\\"}


def written(pins: Pins) -> str:
    """The text for some hashes."""
    parts = [f"{HEAD}version = {VERSION}\n"]
    for entry in sorted(pins):
        parts.append(f"\n[sources.{quoted(entry)}]\n")
        for name in sorted(pins[entry]):
            pin = pins[entry][name]
            row = f'{{ sha256 = "{pin.sha256}", size = {pin.size} }}'
            parts.append(f"{quoted(name)} = {row}\n")
    return "".join(parts)


def quoted(text: str) -> str:
    r"""A basic string of TOML.

    >>> quoted('a"b')
    '"a\\"b"'
    """
    return '"' + "".join(map(escaped, text)) + '"'


def escaped(letter: str) -> str:
    """One letter in a basic string of TOML."""
    if letter in ESCAPES:
        return ESCAPES[letter]
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"


def read(text: str, file: str, library: "Libraries") -> Pins:
    """The hashes in a text.  Raises LockError for one that is no lock."""
    tomllib = library("tomllib")
    check_text(text, file)
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError; it may be another copy's
        raise damaged(file, str(error)) from error
    version = data.get("version")
    if version != VERSION or type(version) is not int:  # True == 1.0 == 1
        raise damaged(file, f"its version is {shortened(version)}, this thence knows {VERSION}")
    sources = data.get("sources", {})
    if not isinstance(sources, dict):
        raise damaged(file, "sources is no table")
    return {entry: pins_in(rows, entry, file, library) for entry, rows in sources.items()}


def check_text(text: str, file: str) -> None:
    """Raise LockError for what editors and Git put into a lock."""
    if text.startswith(MARK):
        raise damaged(file, "it begins with a byte order mark; save it as UTF-8 without one")
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(CONFLICT):
            raise damaged(file, f"line {number} is from a merge that was not finished")


def shortened(value: object) -> str:
    """A value of a lock, which may be anything, in a message."""
    text = repr(value)
    return text if len(text) < MOST_SHOWN else f"{text[:MOST_SHOWN]}..."


def pins_in(rows: "Any", entry: str, file: str, library: "Libraries") -> dict[str, Pin]:
    """The hashes of one source.  Raises LockError."""
    try:
        cleaned(entry)
        if not isinstance(rows, dict):
            raise damaged(file, f"{entry} is no table")
        check_names(entry, rows, library)
    except RefusedError as error:
        raise damaged(file, str(error)) from None
    return {name: pin_in(row, f"{entry}/{name}", file) for name, row in rows.items()}


def pin_in(row: "Any", what: str, file: str) -> Pin:
    """One hash.  Raises LockError."""
    sha256, size = (row.get("sha256"), row.get("size")) if isinstance(row, dict) else (None, None)
    if (
        not isinstance(sha256, str)
        or len(sha256) != HASH_LENGTH
        or not HEXADECIMAL.issuperset(sha256)
    ):
        raise damaged(file, f"the sha256 of {what} is not 64 hexadecimal digits in small letters")
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise damaged(file, f"the size of {what} is no number of bytes")
    return Pin(sha256, size)


def damaged(file: str, why: str) -> LockError:
    """The file is no lock; what to do about it."""
    return LockError(
        f"{file} is no lock of thence: {why}; take it from version control, or make it anew: "
        "thence pin",
        entry=file,
    )
