"""The hashes of a source as it is now, and how they differ from those of a lock."""

from . import errors
from .lock.pins import Pin
from .names import check_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .rules import Rules
    from .source import Source

RECORD = ".dist-info/RECORD"  # which has no hash of itself, nor of RECORD.jws, which signs it
WHEEL = ".whl"
ALGORITHM = "sha256="


def hashes_of(
    source: "Source", rules: "Rules", names: "Iterable[str] | None" = None
) -> "dict[str, Pin]":
    """The hash of each file, which are read for it, and kept in the cache.

    ``names`` are asked for where the source cannot list its files.  A wheel's files have to be
    what its RECORD says.  Raises SourceError, OSError.
    """
    listing = source.list() if names is None else dict.fromkeys(names)
    if listing is None:
        raise cannot_list(source.entry)
    check_names(source.entry, listing, rules.library)
    recorded = recorded_hashes(source, listing, rules)
    pins = {}
    for name, said in listing.items():
        data = source.read(name)
        sha256 = rules.sha256(data)
        for expected, by in ((said, errors.OWN_LISTING), (recorded.get(name), "its RECORD")):
            if expected not in (None, sha256):
                raise errors.wrong_hash(source.entry, name, str(expected), sha256, by)
        if source.is_kept:
            rules.cache.keep(sha256, data)
        pins[name] = Pin(sha256, len(data))
    return pins


def recorded_hashes(source: "Source", names: "Iterable[str]", rules: "Rules") -> "dict[str, str]":
    """The hashes that a wheel's RECORD has; nothing for what is no wheel.

    Raises RefusedError when the wheel has files that its RECORD does not name, or that is none.
    """
    # Of the wheel, not of one that it has taken in below a package of its own.
    records = [each for each in names if each.endswith(RECORD) and each.count("/") == 1]
    if not source.entry.endswith(WHEEL) or not records:
        return {}
    hashes = rows_of(source, records[0], rules)
    for name in names:
        if name not in hashes and not name.startswith(records[0]):
            raise errors.unsafe_name(source.entry, name, "which its RECORD has no sha256 of")
    return {
        name: hexadecimal(said.removeprefix(ALGORITHM), rules) for name, said in hashes.items()
    }


def rows_of(source: "Source", record: str, rules: "Rules") -> "dict[str, str]":
    """The files that a RECORD has a hash of, with what stands there.  Raises RefusedError."""
    csv, io = rules.library("csv"), rules.library("io")
    try:
        rows = list(csv.reader(io.StringIO(source.read(record).decode(), newline="")))
    except (ValueError, csv.Error) as error:
        raise errors.unsafe_name(source.entry, record, f"which is no RECORD: {error}") from None
    return {row[0]: row[1] for row in rows if len(row) > 1 and row[1].startswith(ALGORITHM)}


def hexadecimal(urlsafe: str, rules: "Rules") -> str:
    """A hash in RECORD's form (base64 for URLs, without padding) in hexadecimal digits."""
    padding = "=" * (-len(urlsafe) % 4)
    binascii = rules.library("binascii")
    plain = urlsafe.replace("-", "+").replace("_", "/") + padding
    try:
        return str(binascii.a2b_base64(plain).hex())
    except ValueError:
        return urlsafe  # no hash equals it, so the error says what stood there


class Differences:
    """How new hashes differ from old ones: names, sorted."""

    __slots__ = ("added", "changed", "removed")

    def __init__(self, old: "Mapping[str, Pin]", new: "Mapping[str, Pin]") -> None:
        self.added = sorted(new.keys() - old.keys())
        self.removed = sorted(old.keys() - new.keys())
        self.changed = sorted(name for name in new.keys() & old.keys() if new[name] != old[name])

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def updated(old: "Mapping[str, Pin]", new: "Mapping[str, Pin]", module: str) -> "dict[str, Pin]":
    """The old hashes, with the files of one top-level module or distribution as they are now."""
    kept = {name: pin for name, pin in old.items() if not belongs_to(name, module)}
    return {**kept, **{name: pin for name, pin in new.items() if belongs_to(name, module)}}


def belongs_to(name: str, module: str) -> bool:
    """Is a file of the top-level module, or of the distribution's metadata?

    >>> belongs_to("pkg/a.py", "pkg"), belongs_to("pkg-1.0.dist-info/RECORD", "pkg")
    (True, True)
    >>> belongs_to("pkg.py", "pkg"), belongs_to("pkg2/a.py", "pkg")
    (True, False)
    """
    first = name.partition("/")[0]
    if first.endswith((".dist-info", ".egg-info")):
        return first.partition("-")[0].lower() == module.lower().replace("-", "_")
    return first.partition(".")[0] == module


def cannot_list(entry: str) -> errors.RefusedError:
    """The source has no listing, and nobody named the files."""
    return errors.RefusedError(
        f"{entry} cannot list its files: name them (--file pkg/__init__.py ...), or publish a "
        "listing beside them (thence publish)",
        entry=entry,
    )
