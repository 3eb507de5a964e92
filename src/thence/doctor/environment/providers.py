"""The modules at top level of an entry."""

import os
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from ...explaining.file_kinds import FileKind, file_kinds
from ...explaining.near_misses import is_folder
from ...explaining.what_lies_there import is_there
from ..gathering.files import may_be_there, names_in, text_of
from .surroundings import Leftover, Place, Provider

# What makes a regular package of former days look for its portions on the whole path.
EXTENDING = ("extend_path", "declare_namespace")
BYTECODE = (".pyc", ".pyo")
TAGGED = re.compile(r"^(?P<stem>\w+)\.(?:cpython-|cp)\d+.*\.(?:so|pyd)$")
INSTALLERS = ("pip", "uv")
MOST_FOLDERS = 50  # to look into, before a folder counts as one in which something is left


def providers_in(folder: str) -> dict[str, Provider]:
    """Those of one folder; of several with a name, the one that is preferred."""
    found = list(provided(folder))
    return {each.name: each for each in reversed(found)}


def provided(folder: str) -> Iterator[Provider]:
    """The modules in a folder, those that are preferred first."""
    kinds = file_kinds()
    ranks = {each.suffix: rank for rank, each in enumerate(kinds)}
    modules: list[tuple[int, Provider]] = []
    with os.scandir(folder) as files:
        for file in sorted(files, key=lambda each: each.name):
            if is_folder(file):
                if file.name.isidentifier() and file.name != "__pycache__":
                    rank, package = package_or_portion(file, kinds)
                    modules.append((rank, package))
                continue
            for kind in kinds:
                name = file.name.removesuffix(kind.suffix)
                if name != file.name and name.isidentifier():
                    modules.append((ranks[kind.suffix], Provider(name, file.path, kind.kind)))
                    break
    # Packages come before modules, and modules before folders that are portions.
    yield from (each for _, each in sorted(modules, key=lambda row: row[0]))


def package_or_portion(
    file: "os.DirEntry[str]", kinds: Iterable[FileKind]
) -> tuple[int, Provider]:
    """A folder, and its rank."""
    if any(is_there(f"{file.path}/__init__{each.suffix}") for each in kinds):
        return -1, Provider(file.name, file.path, "package")
    return 1000, Provider(file.name, file.path, "portion")


def looked_into(places: Iterable[Place]) -> tuple[Place, ...]:
    """The places, with more of those modules that several of them have, and of portions."""
    rows = list(places)
    counts: dict[str, int] = {}
    for place in rows:
        for name in place.providers:
            counts[name] = counts.get(name, 0) + 1
    return tuple(
        replace(
            place,
            providers={
                name: looked_at(each, counts) if place.origin != "library" else each
                for name, each in place.providers.items()
            },
        )
        for place in rows
    )


def looked_at(provider: Provider, counts: Mapping[str, int]) -> Provider:
    """One of them, with what only a look into it tells."""
    if provider.kind == "package" and counts[provider.name] > 1:
        text = text_of(f"{provider.file}/__init__.py")
        return replace(provider, extends_path=any(word in text for word in EXTENDING))
    if provider.kind == "portion":
        return replace(provider, is_shell=is_shell(provider.file))
    return provider


def is_shell(folder: str) -> bool:
    """Is nothing left in a folder but bytecode in cache folders?  An empty one is none."""
    seen_bytecode = False
    for number, (here, _, files) in enumerate(os.walk(folder)):
        if number == MOST_FOLDERS:
            return False
        inside = here.rpartition("/")[2] == "__pycache__"
        if any(not (inside and file.endswith(BYTECODE)) for file in files):
            return False
        seen_bytecode = seen_bytecode or bool(files)
    return seen_bytecode


def foreign_in(folder: str, providers: Container[str]) -> Iterator[str]:
    """Extension modules at top level that only another Python can load, if nothing else is there.

    ``providers``: the names of the modules that this Python finds in the folder.
    """
    suffixes = [each.suffix for each in file_kinds()]
    for name in names_in(folder):
        found = TAGGED.match(name)
        # Some have names that only C code asks for: "24eba0d7__mypyc".
        loadable = found and name in [f"{found['stem']}{suffix}" for suffix in suffixes]
        if found and not loadable and found["stem"] not in providers:
            yield f"{folder}/{name}"


def leftovers_in(folder: str) -> Iterator[Leftover]:
    """What installers did not finish: folders that begin with ``~``, metadata with parts gone."""
    for name in names_in(folder):
        file = f"{folder}/{name}"
        if name.startswith("~"):
            yield Leftover(file)
        elif name.endswith(".dist-info") and not may_be_there(f"{file}/METADATA"):
            yield Leftover(file, "no METADATA")
        elif name.endswith(".dist-info") and lacks_record(file):
            yield Leftover(file, "no RECORD")


def lacks_record(folder: str) -> bool:
    """Is the list of files gone that the installer has written?  Those of systems write none."""
    if may_be_there(f"{folder}/RECORD"):
        return False
    return text_of(f"{folder}/INSTALLER").strip() in INSTALLERS
