"""From a path entry to the source that it names."""

from .._engine import paths
from .in_common import had_in_common
from .names import ARCHIVE_SUFFIXES, is_below, is_url, split_archive

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from .settings import Settings
    from .source import Source

    Opener = Callable[[str, Settings], Source]

# By scheme: the store's module below ``stores`` and what there makes a Source.
STORES = {
    "http": ("http", "HttpSource"),
    "https": ("http", "HttpSource"),
    "sqlite": ("sqlite", "SqliteSource"),
    "postgresql": ("postgresql", "PostgresqlSource"),
    "sqlalchemy": ("sqlalchemy", "AlchemySource"),
    "notebooks": ("notebooks", "NotebooksSource"),
}
HERE = __name__.rpartition(".")[0]
FSSPEC = f"{HERE}.stores.fsspec:FsspecSource"  # takes every other scheme
# Chained URLs that fsspec unpacks itself: zip://folder::s3://bucket/all.zip
UNPACKED = ("zip://", "tar://", "libarchive://")
ENTRY_POINTS = "thence.sources"


def open_source(
    entry: str, settings: "Settings", known: "Mapping[str, Source] | None" = None
) -> "Source":
    """The source that a cleaned path entry names; nothing is read yet.

    An archive is opened out of whatever holds it: one of the ``known`` sources, by their
    entries, or another that is opened for it.  Raises RefusedError for an entry that no store
    takes, ImportError when a store lacks a library.
    """
    known = known or {}
    if entry in known:
        return known[entry]
    if (parts := split_archive(entry)) is not None and is_archive(entry):
        from .stores.archive import ArchiveSource

        holder = holder_of(parts[0], known)
        outer = open_source(holder, settings, known)
        return ArchiveSource(entry, outer, entry[len(holder) + 1 :], settings)
    if not is_url(entry):
        from .stores.folder import FolderSource

        return FolderSource(entry, settings)
    return opener_for(entry, settings)(entry, settings)


def holder_of(folder: str, known: "Mapping[str, Source]") -> str:
    """What holds an archive that lies in a folder: a known source, an archive, or the folder."""
    above = [root for root in known if is_below(folder, root)]
    if (archive := archive_above(folder)) is not None:
        above.append(archive)
    return max(above, key=len, default=folder)


def is_archive(entry: str) -> bool:
    """Whether an entry with an archive's name is no folder of that name."""
    if is_url(entry):
        return not entry.startswith(UNPACKED)
    return not paths.is_directory(entry)


def archive_above(entry: str) -> str | None:
    """The innermost archive that an entry leads into, itself among them; None: into none.

    >>> archive_above("https://h/tool.whl/tool/data")
    'https://h/tool.whl'
    """
    while "/" in entry:
        if entry.lower().endswith(ARCHIVE_SUFFIXES) and is_archive(entry):
            return entry
        entry = entry.rpartition("/")[0]
    return None


def opener_for(entry: str, settings: "Settings") -> "Opener":
    """What makes a source of an entry with this scheme: a store of thence's, or another's.

    Raises what importing another's raises (``in_common``).
    """
    scheme = entry.partition(":")[0].lower()
    if scheme in STORES:
        module, name = STORES[scheme]
        full = f"{HERE}.stores.{module}"
        return getattr(__import__(full, fromlist=[name]), name)  # type: ignore[no-any-return]
    what = f"what {scheme}: is read with"
    opener = settings.library.apart(had_in_common, what, opener_of_others, scheme, settings)
    return opener or opener_at(FSSPEC)


def opener_of_others(scheme: str, settings: "Settings") -> "Opener | None":
    """What an installed distribution offers for a scheme; None if there is none."""
    metadata = settings.library("importlib.metadata")
    found = list(metadata.entry_points(group=ENTRY_POINTS, name=scheme))
    return opener_at(found[0].value) if found else None


def opener_at(place: str) -> "Opener":
    """What an entry point names, ``module:object``; imported where thence itself is."""
    module, _, name = place.partition(":")
    opener: Any = __import__(module, fromlist=[name])
    for part in filter(None, name.strip().split(".")):
        opener = getattr(opener, part)
    return opener  # type: ignore[no-any-return]
