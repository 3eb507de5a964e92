"""Puts together what a process knows of its failure, as plain values that another can read."""

import sys

from .describing_errors import describe_error
from .describing_state import (
    describe_cached_modules,
    describe_entries,
    describe_import_function,
    describe_interpreter,
    describe_meta_path,
    describe_module,
    listed,
    working_directory,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from .shown_errors import ShownErrors
    from .watching import Watcher

    Facts = dict[str, Any]

MAIN = "__main__"


class Case:
    """The state of a process at its start and at its end, and what was heard in between."""

    def __init__(self, watcher: "Watcher", errors: "ShownErrors") -> None:
        self._watcher = watcher
        self._errors = errors
        self._first_path: list[str] = []
        self._first_directory: str | None = None
        self._state: Facts | None = None

    @property
    def closed(self) -> bool:
        """Was there something to take down?"""
        return self._state is not None

    def open(self) -> None:
        """The program comes next."""
        self._state = None
        self._first_path = texts(sys.path)
        self._first_directory = working_directory()

    def close(self, threads: "Iterable[Facts]" = ()) -> None:
        """Take down the state now, before exit handlers change it.

        ``threads`` are those of a program that hangs.
        """
        failures, errors = self._watcher.failures, self._errors.rows
        messages = {error["message"] for error in errors}
        failed = {row["name"] for row in failures if row["message"] in messages}
        parents = [row["parent"] for row in failures if row["parent"]]
        self._state = describe_state(errors, parents, failed)
        self._state["threads"] = list(threads)
        found = self._watcher.builtins.import_function
        self._state["import_function"] = describe_import_function(found)

    def facts(self, *, failed: bool, is_child: bool = False) -> "Facts":
        """All of it.  ``failed``: did the program end by an error, or a status other than 0?

        ``is_child``: is it a process that the program started?
        """
        watcher = self._watcher
        return {
            **(self._state or {}),
            "errors": list(self._errors.rows),
            "failed": failed,
            "is_child": is_child,
            "first_path": self._first_path,
            "first_directory": self._first_directory,
            "failures": [
                {**row, "loaded": row["name"] in sys.modules} for row in watcher.failures
            ],
            "changes": watcher.memory.changes,
            "replaced": watcher.replaced,
            "asked_by": watcher.asked_by,
            "watched": True,
        }


def describe_state(
    errors: "list[Facts]", lost: "Iterable[Facts]" = (), failed: "Iterable[str]" = ()
) -> "Facts":
    """The interpreter, its path, and the modules that the errors are about.

    ``lost`` are modules as they were before they left the cache, ``failed`` the names of those
    whose import raised one of the errors.
    """
    named = {name for error in errors for name in names_in(error)}.union(failed)
    wanted = named | {parent for name in named for parent in parents(name)}
    modules = {each["name"]: each for each in lost if each["name"] in wanted}
    modules.update(describe_cached_modules(wanted - {MAIN}))
    return {
        "interpreter": describe_interpreter(),
        "directory": working_directory(),
        "path": texts(sys.path),
        "odd_entries": [
            repr(each)[:200] for each in listed(sys.path) if not isinstance(each, str)
        ],
        "meta_path": describe_meta_path(),
        "main": describe_module(MAIN, sys.modules.get(MAIN)),
        "modules": modules,
        "entries": {name: entries_for(name, modules) for name in sorted(wanted)},
        "loaded": sorted(name for name in list(sys.modules) if isinstance(name, str)),
    }


def describe_failure(errors: "Iterable[BaseException]") -> "Facts":
    """The facts of errors (one, or those of a group), for a process that was not watched."""
    rows = [{**describe_error(each), "how": "uncaught", "is_import": True} for each in errors]
    return {"errors": rows, "failed": True, "watched": False, **describe_state(rows)}


def names_in(error: "Facts") -> "list[str]":
    """The modules that an error, or one that led to it, is about."""
    said = error["message"]
    words = [error["name"] or "", *quoted(said), not_found_in(said), *listing_in(said)]
    if error["object"]:
        words.append(error["object"]["name"])
    names = [word for word in words if is_dotted_name(word)]
    linked = error["cause"] or error["context"]
    return names + names_in(linked) if linked else names


def quoted(message: str) -> "list[str]":
    """The words of a message that stand between quotes, and the first one.

    >>> quoted("heavy.__spec__ is None"), quoted("No module named 'a.b'")
    (['heavy'], ['No', 'a.b'])
    """
    first = message.partition(" ")[0].partition(".__spec__")[0]
    return [first, *message.replace('"', "'").split("'")[1::2]]


def listing_in(message: str) -> "list[str]":
    """The modules of which a message says what their ``__all__`` is.

    >>> listing_in("Item in shapes.__all__ must be str, not type")
    ['shapes']
    """
    words = message.split(" ") if ".__all__ " in message else []
    return [word[: -len(".__all__")] for word in words if word.endswith(".__all__")]


def not_found_in(message: str) -> str:
    """What ``python -m`` says that there is not; it uses no quotes.

    >>> not_found_in("/usr/bin/python: No module named tool.__main__; 'tool' is a package")
    'tool.__main__'
    """
    return message.partition("No module named ")[2].partition(";")[0].strip("'")


def is_dotted_name(word: str) -> bool:
    """Could the word name a module?"""
    return bool(word) and all(part.isidentifier() for part in word.split("."))


def parents(name: str) -> "list[str]":
    """The packages above a module.

    >>> parents("a.b.c")
    ['a', 'a.b']
    """
    parts = name.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts))]


def entries_for(name: str, modules: "dict[str, Facts]") -> "list[Facts]":
    """Who serves the entries on which a module would be searched."""
    parent, _, last = name.rpartition(".")
    if not parent:
        return describe_entries(texts(sys.path), last)
    package = modules.get(parent)
    return describe_entries((package["path"] if package else None) or [], last)


def texts(values: "Any") -> "list[str]":
    """Those of the values that are texts; a program may have put anything there."""
    return [str.__str__(each) for each in listed(values) if isinstance(each, str)]
