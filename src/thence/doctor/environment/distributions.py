"""The distributions of an environment, and what is wrong with their files."""

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from ...explaining.distributions import Installed as Known
from ...explaining.file_kinds import file_kinds
from .surroundings import Installed

TAGGED = re.compile(r"^(?P<stem>[^,]*?)\.(?:cpython-|cp)\d+[^,/]*\.(?:so|pyd)$")


def distributions(path: list[str]) -> Iterator[Installed]:
    """Each of them, also those that another of the name hides."""
    for found in metadata.distributions(path=list(dict.fromkeys(path))):
        known = Known(found)
        if known.name:
            yield describe(known)


def describe(known: Known) -> Installed:
    """One distribution; metadata that cannot be read say nothing."""
    try:
        sources, imports = known.sources, known.import_names
        files = [line.partition(",")[0].strip('"') for line in known.record.splitlines()]
    except (OSError, ValueError):
        sources, imports, files = None, frozenset(), []
    return Installed(
        name=known.name,
        version=known.version,
        root=known.root.rstrip("/"),
        imports=imports,
        foreign=tuple(foreign(files)),
        absent=tuple(absent(known.root, files)),
        sources=sources,
        sources_exist=not sources or Path(sources).is_dir(),
    )


def foreign(files: list[str]) -> Iterator[str]:
    """Extension modules of which there is no build for this Python."""
    suffixes = tuple(each.suffix for each in file_kinds())
    there = {file for file in files if file.endswith((".so", ".pyd"))}
    for file in sorted(there):
        found = TAGGED.match(file)
        if found and not any(f"{found['stem']}{suffix}" in files for suffix in suffixes):
            yield file


def absent(root: str, files: list[str]) -> Iterator[str]:
    """Modules at top level, and packages, that are recorded and not there."""
    tops = [file for file in files if file.endswith(".py") and file.count("/") <= 1]
    inits = [file for file in tops if "/" not in file or file.endswith("/__init__.py")]
    yield from (file for file in inits if not Path(root, file).exists())
