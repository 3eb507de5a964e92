"""Bytecode that does no good: without its source, or used in spite of it."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..._engine.bytecode import format
from ...machinery import SOURCE_SUFFIXES
from ...util import source_hash
from ..gathering.files import names_in
from .project import CACHE, Project
from .surroundings import Bytecode

TAG = f".{sys.implementation.cache_tag}."
UNCHECKED = 0b01  # the flags of a hash-based file that nobody compares with its source (PEP 552)
FLAGS = slice(4, 8)
CHECKSUM = slice(8, 16)


def of_project(project: Project) -> Iterator[Bytecode]:
    """That of a project, in cache folders and beside the sources."""
    for here, files in project.folders.items():
        if here.endswith(f"/{CACHE}"):
            yield from in_cache(here, files)
        else:
            yield from beside(here, files)


def at_top_level(folders: Iterable[str]) -> Iterator[Bytecode]:
    """In the cache of a site folder: that of its modules, not of the packages in it."""
    for folder in dict.fromkeys(folders):
        cache = f"{folder}/{CACHE}"
        found = in_cache(cache, names_in(cache))
        yield from (each for each in found if each.why != "orphaned")


def in_cache(cache: str, files: Iterable[str]) -> Iterator[Bytecode]:
    """Files of a ``__pycache__``: their source is gone, or is not what they were made of."""
    folder = cache.removesuffix(f"/{CACHE}")
    for file in files:
        stem, _, rest = file.partition(".")
        if not rest.endswith("pyc"):
            continue
        source = next(filter(os.path.exists, sources_of(folder, stem)), "")
        if not source:
            yield Bytecode(f"{cache}/{file}", f"{folder}/{stem}.py", "orphaned")
        elif TAG in file and is_kept_old(f"{cache}/{file}", source):
            yield Bytecode(f"{cache}/{file}", source, "unchecked")


def sources_of(folder: str, stem: str) -> Iterator[str]:
    """Where the source of a cached module may lie; pytest's names have a tag of its own."""
    yield from (f"{folder}/{stem}{suffix}" for suffix in SOURCE_SUFFIXES)


def beside(here: str, files: list[str]) -> Iterator[Bytecode]:
    """Bytecode where a source should be: an import takes it."""
    for file in files:
        source = f"{file.removesuffix('c')}"
        if file.endswith(".pyc") and file.count(".") == 1 and source not in files:
            yield Bytecode(f"{here}/{file}", f"{here}/{source}", "sourceless")


def is_kept_old(file: str, source: str) -> bool:
    """Is it used though the source has changed?  So it is if it says not to be checked."""
    try:
        with Path(file).open("rb") as stream:
            head = stream.read(format.HEADER_SIZE)
        if head[:4] != format.MAGIC_NUMBER or int.from_bytes(head[FLAGS], "little") != UNCHECKED:
            return False
        return head[CHECKSUM] != source_hash(Path(source).read_bytes())
    except OSError:
        return False
