"""Failures of tools that import what their command line names, and end without a traceback."""

from collections.abc import Mapping
from typing import Any

IMPORTERS = ("/importlib/__init__.py", "/importlib/util.py", "/pkgutil.py", "/runpy.py")


def failure_of(facts: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """An error's facts for the module that the command line names, if its import failed.

    uvicorn, gunicorn, celery and flask catch what is raised then, and say in words of their own
    that they could not import the module.
    """
    if not facts.get("failed"):
        return []
    command = facts.get("interpreter", {}).get("command", ())[1:]
    named = {value for word in command for value in values(word)}
    rows = [row for row in facts.get("failures", ()) if is_meant(row, named)]
    return [as_error(row) for row in rows[-1:]]


def values(word: str) -> list[str]:
    """What a word of a command line may name.

    >>> values("--app=site.app:create")
    ['site.app', 'site']
    """
    name = word.rpartition("=")[2].partition(":")[0]
    return [name, name.partition(".")[0]]


def is_meant(row: Mapping[str, Any], named: set[str]) -> bool:
    """Did it fail for good, while the program ran, and was it asked for by its name as a value?

    What a program of the user's tries by a statement of its own may be missing.
    """
    if row["name"] not in named or row.get("loaded") or row.get("at_start"):
        return False
    file = row["asker"]["file"]
    return "-packages/" in file or file.endswith(IMPORTERS)


def as_error(row: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of the error, as ``describe_error`` makes them."""
    bases = ["ImportError"] if row["type"] == "ModuleNotFoundError" else []
    return {
        "type": row["type"],
        "bases": [*bases, "Exception"],
        "message": row["message"],
        "name": row["missing"],
        "frames": row["frames"] or [row["asker"]],
        "how": "exit",
        "is_import": True,
        "object": None,
        "cause": None,
        "context": None,
    }
