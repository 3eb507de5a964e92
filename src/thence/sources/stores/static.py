"""A static folder for any web server: the files, and a listing with their hashes.

    thence-index.json      {"version": 1, "revision": "...", "files": {"pkg/a.py":
                            {"sha256": "...", "size": 12}}, "bundle": "thence-bundle-....zip",
                            "kept": ["thence-kept/3a7b..."]}
    thence-kept/3a7b...    the bytes of a file that the revision before had, and this one has not

The listing is written last, so that it never names what is not there yet, and what the one before
names is kept until the next: whoever has read that goes on reading its revision.  In a folder of
this machine one publication waits for the end of another, or of its process.
"""

from ..._engine import paths
from ..._engine.primitives import os
from ..errors import RefusedError
from ..exclusively import Exclusively
from ..names import check_names
from .static_revisions import BUNDLE, INDEX, keep, published_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..settings import Settings
    from .static_revisions import Writable

VERSION = 1
DATE = (1980, 1, 1, 0, 0, 0)  # of the files in a bundle: the same files make the same bundle


def publish(
    files: "Mapping[str, bytes]", destination: str, settings: "Settings", *, bundle: bool = False
) -> str:
    """Put files into a folder, with their listing; returns what was published as, in words.

    Raises RefusedError, OSError, LockError where it cannot be locked.
    """
    check(files, destination, settings)
    paths.make_directories(destination)
    with Exclusively(destination, settings.library):
        return put(files, destination, Folder(destination), settings, bundle=bundle)


def check(files: "Mapping[str, bytes]", destination: str, settings: "Settings") -> None:
    """Raise RefusedError for names that nothing should be published under."""
    check_names(destination, files, settings.library)
    if INDEX in files:
        raise RefusedError(f"{INDEX} is the name of the listing itself", entry=destination)


def put(
    files: "Mapping[str, bytes]",
    destination: str,
    place: "Writable",
    settings: "Settings",
    *,
    bundle: bool,
) -> str:
    """Put files somewhere, with their listing; returns what was published as, in words.

    Files that the listing before named, and this one does not, go to where they are found by
    their hash, until the next publication.  ``bundle`` adds an archive of all files, which is
    fetched at once.  The names were checked.  Raises RefusedError, OSError.
    """
    before = published_in(destination, place, settings)
    index = index_of(files, settings)
    if kept := keep(before, index["files"], place, settings):
        index["kept"] = kept
    for name, data in files.items():
        place.write(name, data)
    if bundle:
        archive = bundled(files, settings)
        index["bundle"] = f"{BUNDLE}{settings.library.sha256(archive)}.zip"
        place.write(index["bundle"], archive)
    text = settings.library("json").dumps(index, indent=1, sort_keys=True)
    place.write(INDEX, f"{text}\n".encode())
    for name in before.names - {*files, *kept, index.get("bundle")}:
        place.remove(name)
    return f"{destination}/{INDEX}, revision {index['revision'][:12]}"


def index_of(files: "Mapping[str, bytes]", settings: "Settings") -> "dict[str, Any]":
    """The listing of some files."""
    sha256 = settings.library.sha256
    rows = {name: {"sha256": sha256(data), "size": len(data)} for name, data in files.items()}
    text = "\n".join(f"{rows[name]['sha256']} {name}" for name in sorted(rows))
    return {"version": VERSION, "revision": sha256(text.encode()), "files": rows}


def bundled(files: "Mapping[str, bytes]", settings: "Settings") -> bytes:
    """A zip archive of all files; the same bytes for the same files."""
    zipfile = settings.library("zipfile")
    stream = settings.library("io").BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, files[name])
    data: bytes = stream.getvalue()
    return data


class Folder:
    """A folder that files are put into; names are relative to it."""

    def __init__(self, path: str) -> None:
        self._path = path

    def read(self, name: str) -> bytes:
        """All bytes of a file.  Raises OSError."""
        return paths.read_file(f"{self._path}/{name}")

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole, and make its folder.  Raises OSError."""
        file = f"{self._path}/{name}"
        paths.make_directories(paths.split(file)[0])
        paths.write_atomic(file, data)

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        try:
            os.unlink(f"{self._path}/{name}")
        except OSError:
            return
