"""What one can see of an import system from outside, as plain data that can be compared."""

from __future__ import annotations

import hashlib
import os
import re
import traceback
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ADDRESS = re.compile(r"<\S*?\.?(\w+) object at 0x[0-9a-f]+>")
IMPORT_ATTRIBUTES = ("__name__", "__package__", "__file__", "__cached__", "__doc__")
SPEC_ATTRIBUTES = (
    "name",
    "origin",
    "cached",
    "parent",
    "has_location",
    "loader_state",
    "_initializing",
    "_uninitialized_submodules",
)
HEADER_SIZE = 16


def without_addresses(text: object) -> str:
    """A text in which objects show their class only, without its module and their address."""
    return ADDRESS.sub(r"<\1>", str(text))


def tried(question: Callable[..., Any], *arguments: Any) -> Any:
    """The answer, or what was raised: a namespace package's path asks for its parent."""
    try:
        return question(*arguments)
    except Exception as error:  # noqa: BLE001 : whatever it is, all have to raise it
        return type(error).__name__, str(error)


def shown(thing: Any) -> str:
    """A repr without addresses."""
    return without_addresses(tried(repr, thing))


def outcome(request: Callable[[], Any], root: Path) -> Any:
    """What came of a request, with the warnings that it gave."""
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        try:
            answer = of_answer(request())
        except BaseException as error:  # noqa: BLE001 : modules raise what they like
            answer = of_error(error, root)
    return answer, [(each.category.__name__, str(each.message)) for each in given]


def of_answer(answer: Any) -> Any:
    """An answer by what it is: a spec, a module, something else."""
    if hasattr(answer, "submodule_search_locations"):
        return of_spec(answer)
    if hasattr(answer, "__dict__") and hasattr(answer, "__name__"):
        return "module", answer.__name__
    return shown(answer)


def of_error(error: BaseException | None, root: Path, depth: int = 3) -> Any:
    """An exception, those behind it, and where the files below ``root`` come into it."""
    if error is None or not depth:
        return None
    # What is suppressed nobody is shown.
    context = None if error.__suppress_context__ else error.__context__
    return {
        "type": type(error).__name__,
        "text": without_addresses(error),
        "name": getattr(error, "name", None),
        "path": getattr(error, "path", None),
        "notes": getattr(error, "__notes__", None),
        "cause": of_error(error.__cause__, root, depth - 1),
        "context": of_error(context, root, depth - 1),
        "frames": frames_below(root, error),
    }


def frames_below(root: Path, error: BaseException) -> list[tuple[str, int | None, str]]:
    """The lines of a traceback that lie in files below a folder."""
    frames = [
        (frame.f_code.co_filename, line, frame.f_code.co_name)
        for frame, line in traceback.walk_tb(error.__traceback__)  # reads no file
    ]
    return [each for each in frames if each[0].startswith(str(root))]


def of_loader(loader: Any) -> Any:
    """A loader: its class, and what it was made for."""
    if isinstance(loader, type):
        return "class", loader.__name__
    kept = {each: getattr(loader, each, None) for each in ("name", "path", "archive", "prefix")}
    return type(loader).__name__, kept


def of_spec(spec: Any) -> Any:
    """A spec by its fields."""
    if not hasattr(spec, "submodule_search_locations"):
        return shown(spec)
    places = spec.submodule_search_locations
    return {
        "repr": shown(spec),
        "class": type(spec).__name__,
        "loader": of_loader(spec.loader),
        "places": places if places is None else (type(places).__name__, tried(list, places)),
        **{each: tried(getattr, spec, each, None) for each in SPEC_ATTRIBUTES},
    }


def of_module(module: Any) -> Any:
    """A module in the cache, or what stands there in its place."""
    if not hasattr(module, "__dict__"):
        return shown(module)
    names = vars(module)
    path = names.get("__path__")
    return {
        "repr": shown(module),
        "class": type(module).__name__,
        "spec": of_spec(names.get("__spec__")),
        "loader": of_loader(names.get("__loader__")),
        "path": path if path is None else (type(path).__name__, tried(list, path)),
        **{each: names.get(each) for each in IMPORT_ATTRIBUTES},
        "names": [each for each in names if each != "__builtins__"],
        "values": {each: of_value(value) for each, value in names.items() if each[:2] != "__"},
    }


def of_value(value: Any) -> Any:
    """What a module bound to one of its names."""
    return getattr(value, "__name__", None) or shown(value)


def of_cache(modules: Any, tops: Iterable[str]) -> Any:
    """The modules in the cache, in its order, below the given top-level names."""
    wanted = set(tops)
    names = [name for name in list(modules) if name.partition(".")[0] in wanted]
    return [(name, of_module(modules[name])) for name in names]


def of_finders(importer_cache: Any, entries: Iterable[str]) -> Any:
    """The path entry finders of some entries, with the listings that they go by."""
    return {each: of_finder(importer_cache[each]) for each in entries if each in importer_cache}


def of_finder(finder: Any) -> Any:
    """A path entry finder: its class, and the listing that it goes by."""
    listing = getattr(finder, "_path_cache", ())
    return type(finder).__name__, getattr(finder, "path", None), sorted(listing)


def of_bytecode(root: Path) -> Any:
    """Every .pyc file below a folder: its name, its permissions, its header, and what it holds."""
    found = {}
    for folder, _, files in os.walk(root):
        for file in files:
            if ".pyc" in file:
                place = Path(folder, file)
                found[str(place.relative_to(root))] = tried(of_bytecode_file, place)
    return found


def of_bytecode_file(file: Path) -> Any:
    data = file.read_bytes()
    mode = file.stat().st_mode
    return oct(mode), data[:HEADER_SIZE].hex(), hashlib.sha1(data[HEADER_SIZE:]).hexdigest()
