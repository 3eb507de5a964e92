"""What lies below a folder of fsspec's: no more of it than may be."""

from .fsspec_async import Patient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..errors import RefusedError

    Facts = dict[str, Any]


def sizes_below(system: "Any", root: str, most: int, too_many: "RefusedError") -> "dict[str, int]":
    """The size of each file below a folder, by its name there; 0 where it is not known.

    Raises ``too_many``, as soon as there are; what the file system raises.
    """
    if isinstance(system, Patient):
        found = found_at_once(system, root, most)
    else:
        found = found_by_folder(system, root)
    start = len(root.strip("/"))
    sizes = {}
    for seen, facts in enumerate(found):
        if seen >= most:
            raise too_many
        # Some stores mark folders by empty files whose names end with a slash.
        if facts.get("type") != "directory" and not facts["name"].endswith("/"):
            name = facts["name"].strip("/")[start:].lstrip("/")
            sizes[name] = facts.get("size") or 0
    return sizes


def found_by_folder(system: "Any", root: str) -> "Iterator[Facts]":
    """Each folder and file, listed folder by folder."""
    for _, folders, files in system.walk(root, detail=True, on_error="raise"):
        yield from folders.values()
        yield from files.values()


def found_at_once(system: "Any", root: str, most: int) -> "Iterator[Facts]":
    """Each file; by a request for each page, not for each folder.

    S3 and GCS end with the page in which there are too many.  fsspec's ``find`` has no word for
    that: their own libraries have.
    """
    if is_of(system, "s3"):
        found = system.find(root, detail=True, max_items=most + 1)
    elif is_of(system, "gs"):
        found = listed_by_gcs(system, root, most + 1)
    else:
        found = system.find(root, detail=True)
    yield from found.values()


def listed_by_gcs(system: "Any", root: str, number: int) -> "dict[str, Facts]":
    """So many files below a folder at most."""
    try:
        found = system.ls(root, detail=True, delimiter="", max_results=number)
    except FileNotFoundError:  # nothing lies there: find knows whether the bucket is there
        everything: Facts = system.find(root, detail=True)
        return everything
    return {facts["name"]: facts for facts in found}


def is_of(system: "Any", scheme: str) -> bool:
    """Is a file system that of this scheme?"""
    names = system.protocol
    return scheme in ((names,) if isinstance(names, str) else names)
