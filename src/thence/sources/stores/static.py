"""A static folder for any web server: the files, and a listing with their hashes.

    thence-index.json      {"version": 1, "revision": "...", "files": {"pkg/a.py":
                            {"sha256": "...", "size": 12}}, "bundle": "thence-bundle-....zip"}

The listing is written last, so that it never names what is not there yet.
"""

from ..._engine import paths
from ..._engine.primitives import os
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
VERSION = 1
DATE = (1980, 1, 1, 0, 0, 0)  # of the files in a bundle: the same files make the same bundle


def publish(
    files: "Mapping[str, bytes]", destination: str, settings: "Settings", *, bundle: bool = False
) -> str:
    """Put files into a folder, with their listing; returns what was published as, in words.

    Raises RefusedError, OSError.
    """
    return put(files, destination, Folder(destination), settings, bundle=bundle)


def put(
    files: "Mapping[str, bytes]",
    destination: str,
    place: "Writable",
    settings: "Settings",
    *,
    bundle: bool,
) -> str:
    """Put files somewhere, with their listing; returns what was published as, in words.

    Files that an earlier listing named, and this one does not, are removed.  ``bundle`` adds an
    archive of all files, which is fetched at once.  Raises RefusedError, OSError.
    """
    check_names(destination, files, settings.library)
    if INDEX in files:
        raise RefusedError(f"{INDEX} is the name of the listing itself", entry=destination)
    before = published_in(destination, place, settings)
    for name, data in files.items():
        place.write(name, data)
    index = index_of(files, settings)
    if bundle:
        archive = bundled(files, settings)
        index["bundle"] = f"{BUNDLE}{settings.library.sha256(archive)}.zip"
        place.write(index["bundle"], archive)
    text = settings.library("json").dumps(index, indent=1, sort_keys=True)
    place.write(INDEX, f"{text}\n".encode())
    for name in before - {*files, index.get("bundle")}:
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


def published_in(destination: str, place: "Writable", settings: "Settings") -> set[str]:
    """What an earlier listing names; nothing where there is none."""
    try:
        index = settings.library("json").loads(place.read(INDEX))
        names = {str(name) for name in index["files"]}
        check_names(destination, names, settings.library)
        bundle = index.get("bundle")
    except (OSError, ValueError, KeyError, TypeError, RefusedError):
        return set()
    return names | {bundle} if isinstance(bundle, str) and bundle.startswith(BUNDLE) else names


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
