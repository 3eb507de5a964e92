"""What of a module's name lies in a zip archive."""

import zipfile

from .explanation import Thing
from .file_kinds import BYTECODE, EXTENSION, PACKAGE, PORTION, SOURCE, file_kinds

# The order in which zipimport looks.
ORDER = (
    ("/__init__.pyc", PACKAGE),
    ("/__init__.py", PACKAGE),
    (".pyc", BYTECODE),
    (".py", SOURCE),
)


def things_in_archive(archive: str, folder: str, name: str) -> tuple[Thing, ...]:
    """All of a name in one folder of an archive (``""``: at its root), in zipimport's order.

    Raises OSError and zipfile.BadZipFile.
    """
    with zipfile.ZipFile(archive) as opened:
        files = set(opened.namelist())
    base = f"{folder}/{name}" if folder else name
    things = [
        Thing(kind, f"{archive}/{base}{suffix}", True)
        for suffix, kind in ORDER
        if base + suffix in files
    ]
    things += extensions(archive, base, files)
    if not things and any(file.startswith(f"{base}/") for file in files):
        explicit = f"{base}/" in files
        note = "no __init__.py in it" if explicit else "the archive has no entry for it by itself"
        things.append(Thing(PORTION, f"{archive}/{base}", explicit, note))
    return tuple(things)


def extensions(archive: str, base: str, files: set[str]) -> list[Thing]:
    """Extension modules, which cannot be loaded out of an archive."""
    note = "the system cannot load an extension module out of an archive"
    return [
        Thing("archived-extension", f"{archive}/{base}{each.suffix}", False, note)
        for each in file_kinds()
        if each.kind == EXTENSION and base + each.suffix in files
    ]
