"""What lies in a published folder of the revision before, and by which names.

A reader may have its listing and not yet its files when the next one is published; and a lock may
name its hashes.
"""

from ..errors import RefusedError
from ..names import check_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Protocol

    from ..settings import Settings

    class Writable(Protocol):
        """A place that files are put into, by their names there."""

        def read(self, name: str) -> bytes:
            """All bytes of a file.  Raises OSError."""

        def write(self, name: str, data: bytes) -> None:
            """Write a file, and make its folder.  Raises OSError."""

        def remove(self, name: str) -> None:
            """Remove a file, if it is there.  Raises OSError."""


INDEX = "thence-index.json"
BUNDLE = "thence-bundle-"
KEPT = "thence-kept/"


class Published:
    """What a listing names.  ``hashes``: file name -> sha256."""

    def __init__(self, hashes: "dict[str, str]", bundles: "list[str]", kept: "list[str]") -> None:
        self.hashes = hashes
        self.bundles = bundles
        self.kept = kept

    @property
    def names(self) -> set[str]:
        """All files that belong to it."""
        return {*self.hashes, *self.bundles, *self.kept}


def published_in(destination: str, place: "Writable", settings: "Settings") -> Published:
    """What the listing there names; nothing where there is none."""
    try:
        index = settings.library("json").loads(place.read(INDEX))
        hashes = {str(name): str(row["sha256"]) for name, row in index["files"].items()}
        check_names(destination, hashes, settings.library)
        bundles = [name for name in (index.get("bundle"),) if is_bundle(name)]
        kept = [name for name in index.get("kept", ()) if is_bundle(name) or is_kept(name)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RefusedError):
        return Published({}, [], [])
    return Published(hashes, bundles, kept)


def keep(
    before: Published, rows: "Mapping[str, Any]", place: "Writable", settings: "Settings"
) -> "list[str]":
    """Keep what is about to be replaced or removed; the names of all that is kept.

    Raises OSError.
    """
    new = {name: row["sha256"] for name, row in rows.items()}
    gone = {
        name: said
        for name, said in before.hashes.items()
        if new.get(name) != said and is_kept(kept_as(said))
    }
    if not gone and before.hashes.keys() == new.keys():
        return before.kept  # the same revision once more
    for name, said in gone.items():
        try:
            data = place.read(name)
        except OSError:
            continue
        if settings.library.sha256(data) == said:  # not yet the new one, of an attempt that failed
            place.write(kept_as(said), data)
    return sorted({*map(kept_as, gone.values()), *before.bundles})


def kept_as(sha256: str) -> str:
    """The name under which a file of the revision before is found."""
    return f"{KEPT}{sha256}"


def is_kept(name: object) -> bool:
    """Is it such a name?"""
    return isinstance(name, str) and name.startswith(KEPT) and name[len(KEPT) :].isalnum()


def is_bundle(name: object) -> bool:
    """Is it the name of an archive that ``thence publish --bundle`` writes?"""
    return isinstance(name, str) and name.startswith(BUNDLE) and "/" not in name
