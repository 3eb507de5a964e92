"""What a finder would find: the modules of a package, or those at top level (3.15)."""

from .. import paths
from ..bytecode.location import CACHE_DIRECTORY
from ..errors import no_package
from ..primitives import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ..spec import ModuleSpec


def discover_on_path(finder: "Any", parent: "ModuleSpec | None") -> "Iterator[ModuleSpec]":
    """What the path entry finders of a path discover; each entry is asked once.

    ``finder`` is the path based finder.  Raises ValueError when ``parent`` is no package.
    """
    path = finder.import_state.path if parent is None else places_of(parent)
    for entry in dict.fromkeys(each for each in path if isinstance(each, str)):
        discover = getattr(finder._path_importer_cache(entry), "discover", None)
        if discover is not None:
            yield from discover(parent)


def discover_in_directory(
    finder: "Any", directory: str, suffixes: "Iterable[str]", parent: "ModuleSpec | None"
) -> "Iterator[ModuleSpec]":
    """The specs that a file finder has for what lies in its directory.

    A module with several files (source and bytecode) comes as often.  Raises ValueError when
    ``parent`` is no package, OSError when the directory cannot be read.
    """
    if parent is not None:
        places_of(parent)
    prefix = "" if parent is None else f"{parent.name}."
    for file in os.listdir(directory):
        name = module_name_of(directory, file, suffixes)
        spec = None if name is None else finder.find_spec(f"{prefix}{name}")
        if spec is not None:
            yield spec


def places_of(parent: "ModuleSpec") -> "Iterable[Any]":
    """Where the submodules of a package lie.  Raises ValueError for a module that is none."""
    if parent.submodule_search_locations is None:
        raise no_package(parent)
    places: Iterable[Any] = parent.submodule_search_locations
    return places


def module_name_of(directory: str, file: str, suffixes: "Iterable[str]") -> str | None:
    """The name of the module that a directory or a file could be; None for anything else."""
    if paths.is_directory(paths.join(directory, file)):
        return None if "." in file or file == CACHE_DIRECTORY else file
    for suffix in suffixes:
        if file.endswith(suffix) and "." not in (name := file.removesuffix(suffix)):
            return name
    return None
