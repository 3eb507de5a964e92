"""The names in __main__ that say what it was made from."""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HAS_CACHED = sys.version_info < (3, 15)


def be_file(namespace: "dict[str, Any]", file: str) -> None:
    """Make __main__ what it is for a program in a file."""
    namespace["__file__"] = file
    if HAS_CACHED:
        namespace["__cached__"] = None


def be_no_file(namespace: "dict[str, Any]") -> None:
    """Make __main__ what it is before there is a file: the interpreter made it for start.py."""
    forget_file(namespace)
    namespace["__loader__"] = sys.modules["_frozen_importlib"].BuiltinImporter


def forget_file(namespace: "dict[str, Any]") -> None:
    """Take the file's names away, as the interpreter does when the file has run."""
    for name in ("__file__", "__cached__"):
        namespace.pop(name, None)


def loader_class(name: str) -> "Any":
    """The loader class that is in force."""
    return getattr(sys.modules["_frozen_importlib_external"], name)
