"""Libraries of which a process can have one copy only: imported as the program would do it.

A source may be asked while the program is just importing what the library needs, too, and has it
half made: ``copy``, which ``dataclasses`` imports, looks everywhere for a module ``org``.  Then
the library cannot be had now, but later.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from typing import Any


def import_in_common(name: str) -> "Any":
    """A module of the program's own import system.

    Raises ModuleNotFoundError when it, or something that it needs, is not installed; OSError when
    it cannot be imported for another reason.
    """
    return had_in_common(name, imported, name)


def had_in_common(what: str, function: "Callable[..., Any]", *args: "Any") -> "Any":
    """What a function returns that imports in common; ``what`` says in an error what that is.

    Raises ModuleNotFoundError and SourceErrors as they are, OSError for all else.
    """
    try:
        return without_orphans(function, *args)
    except Exception as error:  # modules raise what they like
        if isinstance(error, ImportError) and type(error) is not ImportError:
            raise
        said = f"{type(error).__name__}: {error}"
        raise OSError(f"{what} cannot be imported now: {said}") from error


def imported(name: str) -> "Any":
    """What ``import`` binds, but for the last part of the name."""
    __import__(name)
    return sys.modules[name]


def without_orphans(function: "Callable[..., Any]", *args: "Any") -> "Any":
    """Call a function that imports; when it fails, it can be called again.

    The packages whose code failed are gone then, while modules in them that were complete stay:
    nobody would bind these to the package when that is imported anew.
    """
    before = sys.modules.copy()
    try:
        return function(*args)
    except BaseException:
        forget_orphans(before)
        raise


def forget_orphans(known: "Container[str]") -> None:
    """Forget the modules whose package is gone, but those that were ``known`` before."""
    # Packages first: what is in an orphan is one, too.
    for name in sorted(sys.modules.copy()):
        parent = name.rpartition(".")[0]
        if parent and parent not in sys.modules and name not in known:
            sys.modules.pop(name, None)
