"""Modules, finders and the interpreter as plain values, read without waking a lazy module."""

import sys

from .._engine.primitives import os
from ..explaining.describing import MODULE_TYPE, describe_spec
from ..explaining.plain import label, plain_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Facts = dict[str, Any]

MISSING = object()
MOST_NAMES = 300  # of a namespace
# Of the environment; each by its whole name, since others that begin so may hold a secret
# (JUPYTER_TOKEN), but for the interpreter's own.
SHOWN_VARIABLES = frozenset(
    {
        *("CONDA_PREFIX", "HOME", "JUPYTER_DATA_DIR", "JUPYTER_PATH"),
        *("LD_LIBRARY_PATH", "PATH", "VIRTUAL_ENV"),
    }
)
INTERPRETERS = "PYTHON"


def text_of(value: object) -> str | None:
    """A text as exactly a ``str``; None for what is no text."""
    return str.__str__(value) if isinstance(value, str) else None


def namespace_of(module: object) -> "dict[str, Any]":
    """The names of a module, or of what stands for one; empty if it has none."""
    try:
        found = object.__getattribute__(module, "__dict__")
    except Exception:  # noqa: BLE001 - whatever a class of the user's does
        return {}
    return found if isinstance(found, dict) else {}


def listed(values: "Any") -> "list[Any]":
    """A collection of ``sys``'s as a list; empty for what a program has put in its place."""
    try:
        return list(values)
    except TypeError:
        return []


def is_module_like(found: object) -> bool:
    """Is it a module, or something in the cache that stands for one?"""
    if isinstance(found, MODULE_TYPE):
        return True
    return found is not None and any(found is each for each in list(sys.modules.values()))


def files_that_hold(found: object) -> "list[str]":
    """The files of the modules that have a module made by hand among their names.

    Or among those of their classes.  Empty for a module that is in the cache, or has a file.
    """
    modules = list(sys.modules.values())
    if text_of(namespace_of(found).get("__file__")) or any(found is each for each in modules):
        return []
    holding = [namespace_of(each) for each in modules if holds(each, found)]
    return list(filter(None, [text_of(each.get("__file__")) for each in holding]))


def holds(module: object, found: object) -> bool:
    """Does a name of the module, or of one of its classes, stand for an object?"""
    values = list(namespace_of(module).values())
    if any(each is found for each in values):
        return True
    classes = [each for each in values if isinstance(each, type)]
    return any(
        it is found
        for each in classes
        for it in list(type.__dict__["__dict__"].__get__(each).values())
    )


def describe_module(fullname: str, module: object) -> "Facts":
    """The facts of a module, or of whatever stands in the cache in its place."""
    names = namespace_of(module)
    spec = names.get("__spec__", MISSING)
    return {
        "name": fullname or text_of(names.get("__name__")) or "",
        "type": label(type(module)),
        "is_module": isinstance(module, MODULE_TYPE),
        "file": text_of(names.get("__file__")),
        "package": text_of(names.get("__package__")),
        "spec": "missing" if spec is MISSING else "none" if spec is None else "set",
        "spec_facts": None if spec in (MISSING, None) else describe_spec(spec),
        "being_made": bool(getattr(spec, "_initializing", False)),
        "path": plain_path(names["__path__"]) if "__path__" in names else None,
        "names": [name for name in list(names)[:MOST_NAMES] if isinstance(name, str)],
        "has_getattr": "__getattr__" in names,
    }


def describe_cached_modules(names: "set[str]") -> "dict[str, Facts]":
    """The facts of what the module cache holds for some names."""
    found = {name: sys.modules.get(name, MISSING) for name in names}
    return {
        name: describe_module(name, module)
        for name, module in found.items()
        if module is not MISSING
    }


def describe_meta_path() -> "list[Facts]":
    """Each meta path finder: what it is called, where it is written, what it can do."""
    return [describe_finder(finder) for finder in listed(sys.meta_path)]


def describe_finder(finder: object) -> "Facts":
    """One meta path finder."""
    kind = finder if isinstance(finder, type) else type(finder)
    home = text_of(getattr(kind, "__module__", None)) or ""
    file = namespace_of(sys.modules.get(home)).get("__file__")
    return {
        "finder": label(finder),
        "module": home,
        "file": text_of(file),
        "has_find_spec": hasattr(kind, "find_spec") or hasattr(finder, "find_spec"),
        "has_find_module": hasattr(kind, "find_module"),
    }


def describe_import_function(found: object) -> "Facts | None":
    """What stands for ``builtins.__import__``, which every import statement calls.

    None where it is what was ``found`` there.  ``type`` is "" if it was deleted.
    """
    there = sys.modules["builtins"].__dict__.get("__import__", MISSING)
    if there is found:
        return None
    code = getattr(there, "__code__", None)
    return {
        "type": "" if there is MISSING else label(type(there)),
        "serves": callable(there),
        "file": text_of(getattr(code, "co_filename", None)) or "",
        "line": getattr(code, "co_firstlineno", 0),
        "function": text_of(getattr(code, "co_name", None)) or "",
    }


def describe_entries(path: "list[str]", name: str) -> "list[Facts]":
    """Who serves each entry of a path now, and whether its listing has a name."""
    return [describe_entry(entry, name) for entry in path]


def describe_entry(entry: str, name: str) -> "Facts":
    """One path entry: ``finder`` is None where no hook took it, "" where none was asked yet."""
    finder = sys.path_importer_cache.get(entry or working_directory() or "", MISSING)
    listing = getattr(finder, "_path_cache", None)
    return {
        "entry": entry,
        "finder": "" if finder is MISSING else None if finder is None else label(finder),
        "listing": sorted(each for each in listing if each.partition(".")[0] == name)
        if isinstance(listing, set)
        else None,
    }


def describe_interpreter() -> "Facts":
    """The interpreter, its flags, and where it was started."""
    return {
        "version": sys.version.split()[0],
        "executable": sys.executable or "",
        "prefix": sys.prefix,
        "base_prefix": sys.base_prefix,
        "platform": sys.platform,
        "safe_path": bool(sys.flags.safe_path),
        "frozen": bool(getattr(sys, "frozen", False)),
        "isolated": bool(sys.flags.isolated),
        "no_site": bool(sys.flags.no_site),
        "ignores_environment": bool(sys.flags.ignore_environment),
        "no_user_site": bool(sys.flags.no_user_site),
        "library": text_of(getattr(sys, "_stdlib_dir", None)),
        "command": [text_of(word) or "" for word in sys.orig_argv],
        "environment": environment(),
    }


def environment() -> "dict[str, str]":
    """The variables that bear on imports."""
    found = {}
    for key, value in os.environ.items():
        name = key.decode("utf-8", "replace")
        if name in SHOWN_VARIABLES or name.startswith(INTERPRETERS):
            found[name] = value.decode("utf-8", "replace")
    return found


def working_directory() -> str | None:
    """The working directory; None when it exists no more."""
    try:
        return os.getcwd()
    except OSError:
        return None
