"""What an error is about: names, where they were looked for, and the modules behind them."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..collecting import names_in, parents
from ..evidence import Error, Looked, Module
from ..questions import CANNOT_IMPORT, users_line
from .process import Process

ASKED_FILE = re.compile(
    r"from (?:partially initialized module )?'(?P<module>[\w.]+)'.*\((?P<file>/[^()]+)\)$",
)


@dataclass(frozen=True, slots=True)
class Subject:
    """One error, with what it is about."""

    error: Error
    names: list[str]  # sorted, each with the packages above it
    lookups: dict[str, tuple[Looked, ...]]
    modules: dict[str, Module]

    @property
    def tops(self) -> list[str]:
        """Those of the names that stand for no submodule."""
        return [name for name in self.names if "." not in name]

    @property
    def about(self) -> list[Module]:
        """The modules, and what an attribute was asked of."""
        objects = [each.object for each in self.error.chain if each.object]
        return [*objects, *self.modules.values()]

    @property
    def sources(self) -> Iterator[tuple[str, str]]:
        """The sources that were found for names, each with its name."""
        for name, rows in self.lookups.items():
            for row in rows:
                for thing, _ in row.modules:
                    if thing.file.endswith(".py"):
                        yield name, thing.file

    @property
    def namespace_folders(self) -> Iterator[str]:
        """The folders of namespace packages."""
        for module in self.modules.values():
            if not module.file:
                yield from module.path or ()


def subject_of(process: Process, row: Mapping[str, Any]) -> Subject:
    """The subject of one of a process's errors."""
    error = process.reader.error(row)
    names = names_of(process, error, row)
    lookups = {name: process.lookup(name) for name in names}
    return Subject(error, names, lookups, modules_of(process, error, lookups))


def names_of(process: Process, error: Error, row: Mapping[str, Any]) -> list[str]:
    """The modules that an error names, or that failed by it, and the packages above them."""
    named = set(names_in(dict(row)))
    named.update(each.name for each in process.failures if each.message == error.message)
    named.update(children_asked_for(error))
    named.update(libraries_modules(error))
    return sorted(named.union(*(parents(name) for name in named)))


def children_asked_for(error: Error) -> Iterable[str]:
    """The full names of what ``from PARENT import NAME`` did not find."""
    matches = (CANNOT_IMPORT.search(each.message) for each in error.chain)
    return [f"{found['module']}.{found['name']}" for found in matches if found]


def libraries_modules(error: Error) -> Iterable[str]:
    """The name of the library's that a distribution's module has, in which an error came up."""
    frame = users_line(error)
    name = frame.module if frame and frame.owner else ""
    return sys.stdlib_module_names.intersection([name])


def modules_of(
    process: Process, error: Error, lookups: Mapping[str, tuple[Looked, ...]]
) -> dict[str, Module]:
    """The modules that were taken down, are loaded, or are named by the errors."""
    taken_down = process.facts.get("modules", {})
    modules = {name: process.reader.module(each) for name, each in taken_down.items()}
    for name in lookups:
        if name not in modules and name in process.loaded:
            modules.update(found_again(name, lookups[name]))
    return {**dict(said_in(process, error)), **modules}


def said_in(process: Process, error: Error) -> Iterator[tuple[str, Module]]:
    """Modules that left the cache when their import failed, and that the errors name."""
    for each in error.chain:
        if found := ASKED_FILE.search(each.message):
            name, file = found["module"], found["file"]
            half_made = "partially initialized" in each.message
            owner = process.owner_of(file)
            yield name, Module(name, "module", file=file, being_made=half_made, owner=owner)


def found_again(name: str, looked: Iterable[Looked]) -> Iterable[tuple[str, Module]]:
    """A loaded module of which nothing was taken down: where the path has it."""
    for row in looked:
        for thing, owner in row.modules:
            folder = thing.file.rpartition("/")[0] if thing.kind == "package" else None
            path = (folder,) if folder else None
            return [(name, Module(name, "module", file=thing.file, path=path, owner=owner))]
    return []
