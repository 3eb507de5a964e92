"""Files of the user's that stand in the place of the library's modules, as a traceback shows."""

import re
from collections.abc import Container, Iterator

from ..explaining.explanation import Owner, Thing
from .evidence import Error, Frame, Looked
from .questions import CANNOT_IMPORT, NO_ATTRIBUTE
from .shadows import IS_NO_PACKAGE

RENAMED = re.compile(r"\(consider renaming '(?P<file>[^']+)'")
FROM_FILE = re.compile(r"'.*\((?P<file>(?:/|[A-Za-z]:|\.)[^()]*)\)$")
# Those of the library's packages from which people import submodules.
PACKAGES = frozenset(
    {
        *("asyncio", "collections", "concurrent", "ctypes", "curses", "dbm", "distutils", "email"),
        *("encodings", "html", "http", "importlib", "json", "logging", "multiprocessing"),
        *("sqlite3", "sysconfig", "test", "tkinter", "unittest", "urllib", "wsgiref", "xml"),
        *("xmlrpc", "zipfile", "zoneinfo"),
    }
)


def shadows(error: Error, library: Container[str]) -> Iterator[tuple[str, str, bool]]:
    """The library's modules in whose place a file stands: name, file, is the file named?

    Where it is not, it may lie beside the program.
    """
    for each in error.chain:
        found = CANNOT_IMPORT.search(each.message) or NO_ATTRIBUTE.search(each.message)
        name = found["module"] if found else None
        if name and name in library and (file := file_of(each, name)):
            yield name, file, True
        elif no_package := IS_NO_PACKAGE.search(each.message):
            program = error.frames[0].file if error.frames else ""
            if no_package["parent"] in PACKAGES and "/" in program:
                folder = program.rpartition("/")[0]
                yield no_package["parent"], f"{folder}/{no_package['parent']}.py", False


def file_of(error: Error, name: str) -> str:
    """The user's file that is the module, as the message or a frame has it; empty if none does."""
    said = RENAMED.search(error.message) or FROM_FILE.search(error.message)
    file = said["file"].replace("\\", "/") if said else ""
    seen = next((each.file for each in error.frames if is_users(each, name)), "")
    found = file or seen
    return found if "/lib/python" not in found and found.endswith(f"/{name}.py") else ""


def is_users(frame: Frame, name: str) -> bool:
    """Is it a line of a user's module of the name?"""
    return not frame.owner and frame.is_module_code and frame.file.endswith(f"/{name}.py")


def both(name: str, file: str) -> tuple[Looked, ...]:
    """The user's file before the library's module, as two entries of the path."""
    hidden = f"{name} of the library"
    return (
        Looked(origin="script", things=(Thing("source", file, True),), owners=(None,)),
        Looked(
            origin="library",
            things=(Thing("source", hidden, True),),
            owners=(Owner("standard library"),),
        ),
    )
