"""All evidence for one error of one process."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from ..._engine import paths
from ...explaining.explanation import Owner
from ...explaining.owners import Owners
from ..collecting import names_in, parents
from ..evidence import Error, Evidence, Looked, Module, Written
from ..questions import CANNOT_IMPORT, folder_of, users_line
from .bindings import bindings
from .bytecode import bytecode_of, damaged_bytecode
from .files import line_of
from .folders import ancestors, below, in_folders
from .git_submodules import git_submodules
from .kernels import kernels
from .lookups import Lookups
from .lost_editables import lost_editables
from .moved_names import homes_of
from .native import init_functions
from .near_by import SIMILAR, SIMILAR_WITHIN, definers, environments, near_names
from .off_the_path import lies_in, lies_in_package
from .packages import packages
from .parts import rows_of, table_of
from .path_files import path_lines
from .reading import Reader, import_function, interpreter
from .stand_ins import stand_ins
from .writings import writings

ASKED_FILE = re.compile(
    r"from (?:partially initialized module )?'(?P<module>[\w.]+)'.*\((?P<file>/[^()]+)\)$",
)
MOST_FILES = 60  # that are read for the lines that changed something


class Gathering:
    """Gathers for one process; what several errors need is gathered once.

    ``facts`` are those that ``collecting`` made.
    """

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts = facts
        self._path = list(facts.get("path", ()))
        self._interpreter = interpreter(facts.get("interpreter", {}))
        self._owners = Owners(self._path, self._interpreter.library)
        self._owner_of = cache(self._find_owner)
        self._reader = Reader(self._owner_of, line_of)

    def evidence(self, row: Mapping[str, Any]) -> Evidence:
        """All of it, for one of the process's errors."""
        facts, reader = self._facts, self._reader
        error = reader.error(row)
        named = set(names_in(dict(row)))
        named.update(each.name for each in self._failures if each.message == error.message)
        named.update(children_asked_for(error))
        named.update(libraries_modules(error))
        names = sorted(named.union(*(parents(name) for name in named)))
        lookups = {name: self._lookup(name) for name in names}
        modules = {name: reader.module(each) for name, each in facts.get("modules", {}).items()}
        for name in names:
            if name not in modules and name in self._loaded:
                modules.update(found_again(name, lookups[name]))
        modules = {**dict(self._said(error)), **modules}
        tops = [name for name in names if "." not in name]
        to_read = self._names_to_read(error, names)
        distributions = rows_of(lambda: packages(self._path, to_read))
        return Evidence(
            error=error,
            interpreter=self._interpreter,
            directory=facts.get("directory"),
            first_directory=facts.get("first_directory"),
            script=self._script,
            path=tuple(self._path),
            odd_entries=tuple(facts.get("odd_entries", ())),
            first_path=tuple(facts.get("first_path", ())),
            main=reader.module(facts["main"]) if facts.get("main") else None,
            modules=modules,
            meta_path=tuple(reader.finder(each) for each in facts.get("meta_path", ())),
            import_function=import_function(facts.get("import_function")),
            lookups=lookups,
            failures=self._failures,
            threads=tuple(reader.thread(each) for each in facts.get("threads", ())),
            changes=self._changes,
            replaced=dict(facts.get("replaced", {})),
            asked_by=dict(facts.get("asked_by", {})),
            written=(
                *rows_of(lambda: writings(self._suspects(error, modules))),
                *rows_of(lambda: self._kernels(error)),
                *rows_of(lambda: lost_editables(self._path, names)),
                *rows_of(lambda: init_functions(error)),
                *rows_of(lambda: stand_ins(error, self._failures)),
                *rows_of(lambda: git_submodules(folders_of(modules.values()))),
            ),
            path_lines=rows_of(lambda: path_lines(self._path, self._missing)),
            bytecode=(
                *rows_of(lambda: bytecode_of(about(error, modules))),
                *(
                    rows_of(lambda: damaged_bytecode(sources_in(lookups)))
                    if may_be_marshals(error)
                    else ()
                ),
            ),
            bindings=rows_of(lambda: bindings(error, self._file_of)),
            packages=distributions,
            environments=rows_of(lambda: self._environments(names)),
            in_folders=table_of(lambda: in_folders(self._folders(error, modules, lookups))),
            owners=self._owners_of_files(error),
            definers=table_of(lambda: self._definers(error, lookups)),
            near_names=table_of(lambda: self._near_names(names, lookups)),
            lies_in=table_of(lambda: lies_in(tops, self._places(error), self._path)),
            lies_in_package=table_of(
                lambda: lies_in_package(tops, self._places(error), self._path)
            ),
            homes=table_of(lambda: homes_of(error, distributions)),
            loaded=self._loaded,
            library_names=sys.stdlib_module_names,
            watched=bool(facts.get("watched")),
        )

    def bare(self, row: Mapping[str, Any]) -> Evidence:
        """Only what the error itself says, for when the rest cannot be had."""
        return Evidence(error=Reader(lambda _: None, lambda *_: "").error(row))

    def _find_owner(self, file: str | None) -> Owner | None:
        """Whom a file belongs to; metadata that cannot be read names nobody."""
        try:
            return self._owners.owner_of(file)
        except Exception:  # noqa: BLE001 - whatever stands in somebody's metadata
            return None

    @cached_property
    def _failures(self) -> Any:
        return tuple(self._reader.failure(each) for each in self._facts.get("failures", ()))

    @cached_property
    def _changes(self) -> Any:
        return tuple(self._reader.change(each) for each in self._facts.get("changes", ()))

    def _said(self, error: Error) -> Iterator[tuple[str, Module]]:
        """Modules that left the cache when their import failed, and that the errors name."""
        for each in error.chain:
            if found := ASKED_FILE.search(each.message):
                file = found["file"]
                half_made = "partially initialized" in each.message
                owner = self._owner_of(file)
                yield (
                    found["module"],
                    Module(
                        found["module"], "module", file=file, being_made=half_made, owner=owner
                    ),
                )

    @cached_property
    def _loaded(self) -> frozenset[str]:
        return frozenset(self._facts.get("loaded", ()))

    def _places(self, error: Error) -> list[str]:
        """Where the program's own files are: what it needs may lie near by."""
        files = [frame.file for each in error.chain for frame in each.frames if not frame.owner]
        folders = [self._facts.get("first_directory"), self._facts.get("directory")]
        folders += [str(Path(file).parent) for file in [self._script or "", *files[-4:]]]
        return [folder for folder in dict.fromkeys(folders) if folder and folder[:1] == "/"]

    @property
    def _missing(self) -> list[str]:
        return [each["missing"] for each in self._facts.get("failures", ()) if each["missing"]]

    @cached_property
    def _script(self) -> str | None:
        """The program's file: the first word of the command line that is one."""
        base = self._facts.get("first_directory") or "/"
        for word in self._interpreter.command[1:]:
            if not word.startswith("-") and paths.is_file(str(Path(base, word))):
                return str(Path(base, word))
        return None

    def _lookup(self, name: str) -> tuple[Looked, ...]:
        rows = self._facts.get("entries", {}).get(name)
        if rows is None:  # nobody asked while the program ran: the path tells where it would be
            parent = self._facts.get("modules", {}).get(name.rpartition(".")[0]) or {}
            path = (parent.get("path") or ()) if "." in name else self._path
            rows = [{"entry": each, "finder": "", "listing": None} for each in path]
        first = self._facts.get("first_path", ())
        looks = Lookups(self._interpreter, self._facts.get("directory"), first, self._owner_of)
        return looks.look(name.rpartition(".")[2], rows)

    def _suspects(self, error: Error, modules: Mapping[str, Module]) -> list[str]:
        """The files in which a line may have changed what the error shows."""
        frames = [frame for each in error.chain for frame in each.frames]
        changed = [frame for change in self._changes for frame in change.by]
        files = [self._script, *(module.file for module in modules.values())]
        files += [each.origin for each in modules.values()]
        files += self._facts.get("replaced", {}).values()
        files += [frame.file for frame in (*frames, *changed)]
        files += [place[0] for place in self._asked_by(modules)]
        files += [each.filename or "" for each in error.chain if each.is_a("SyntaxError")]
        home = str(Path(self._script).parent) if self._script else self._facts.get("directory")
        if home:
            files += [str(each) for each in sorted(Path(home).glob("*.py"))]
        return list(dict.fromkeys(each for each in files if each))[:MOST_FILES]

    def _kernels(self, error: Error) -> Iterator[Written]:
        """The kernels of Jupyter that name a program which could not be started."""
        for each in error.chain:
            if each.is_a("FileNotFoundError"):
                known = self._interpreter.environment
                yield from kernels(each.filename, self._interpreter.prefix, known)

    def _asked_by(self, modules: Iterable[str]) -> list[tuple[str, int, str]]:
        asked = self._facts.get("asked_by", {})
        return [asked[name] for name in modules if name in asked]

    def _file_of(self, name: str) -> str | None:
        """Where a top-level module lies."""
        rows = self._lookup(name) if "." not in name else ()
        return next((thing.file for row in rows for thing, _ in row.modules), None)

    def _names_to_read(self, error: Error, names: Iterable[str]) -> list[str]:
        """The distributions whose metadata bears on the error."""
        owners = [frame.owner for each in error.chain for frame in each.frames]
        owners += [row.raised.owner for row in self._failures if row.raised]
        return [
            *(name.partition(".")[0] for name in names),
            *(o.name for o in owners if o and o.name),
        ]

    def _environments(self, names: Iterable[str]) -> Any:
        script = self._script and str(Path(self._script).parent)
        folders = [self._facts.get("directory"), script]
        variables = self._interpreter.environment
        folders.append(variables.get("VIRTUAL_ENV"))
        # Whoever types pip installs into the first of these.
        programs = [each.rstrip("/") for each in variables.get("PATH", "").split(":")]
        folders += [each.removesuffix("/bin") for each in programs if each.endswith("/bin")]
        tops = [name.partition(".")[0] for name in names]
        return environments(folders, self._interpreter.prefix, tops)

    def _definers(
        self, error: Error, lookups: Mapping[str, tuple[Looked, ...]]
    ) -> dict[str, tuple[str, ...]]:
        files = [thing.file for rows in lookups.values() for row in rows for thing in row.things]
        if self._script:
            files += [str(each) for each in sorted(Path(self._script).parent.glob("*.py"))]
        wanted = [word for each in error.chain for word in each.message.split("'")[1::2]]
        return {
            name: definers(name, dict.fromkeys(files)) for name in wanted if name.isidentifier()
        }

    def _folders(
        self,
        error: Error,
        modules: Mapping[str, Module],
        lookups: Mapping[str, tuple[Looked, ...]],
    ) -> Iterable[str]:
        """The folders in which something may lie that nobody found."""
        first = self._facts.get("first_directory")
        yield from (f"{first}/{entry}".rstrip("/") for entry in self._path if entry[:1] != "/")
        yield from (folder_of(each) for each in self._facts.get("odd_entries", ()))
        home = self._interpreter.environment.get("HOME", "")
        yield from (home + each[1:].rstrip("/") for each in self._path if each[:2] == "~/")
        yield from ancestors([self._script or ""])
        yield from ancestors(frame.file for each in error.chain for frame in each.frames[-2:])
        yield from (each.text for each in path_lines(self._path, self._missing))
        yield from below(modules.values())
        for rows in lookups.values():
            yield from (each.file for row in rows for each in row.things if each.kind == "portion")

    def _owners_of_files(self, error: Error) -> dict[str, Owner]:
        """Whom the files belong to that the errors name."""
        words = [word.rstrip(":") for each in error.chain for word in each.message.split()]
        files = [each.path or each.filename for each in error.chain] + [
            word for word in words if word[:1] == "/"
        ]
        pairs = ((file, self._owner_of(file)) for file in files if file)
        return {file: owner for file, owner in pairs if owner}

    def _near_names(
        self, names: Iterable[str], lookups: Mapping[str, tuple[Looked, ...]]
    ) -> dict[str, tuple[str, ...]]:
        return {name: self._near(name, lookups[name]) for name in names}

    def _near(self, name: str, looked: Iterable[Looked]) -> tuple[str, ...]:
        parent, _, last = name.rpartition(".")
        if not parent:
            return near_names(last, looked, sys.stdlib_module_names, SIMILAR)
        # No file stands behind some, such as os.path and, from 3.14 on, collections.abc.
        siblings = (each.rpartition(".") for each in self._loaded)
        loaded = [each for above, _, each in siblings if above == parent]
        return near_names(last, looked, loaded, SIMILAR_WITHIN)


def children_asked_for(error: Error) -> Iterable[str]:
    """The full names of what ``from PARENT import NAME`` did not find."""
    matches = (CANNOT_IMPORT.search(each.message) for each in error.chain)
    return [f"{found['module']}.{found['name']}" for found in matches if found]


def libraries_modules(error: Error) -> Iterable[str]:
    """The name of the library's that a distribution's module has, in which an error came up."""
    frame = users_line(error)
    name = frame.module if frame and frame.owner else ""
    return sys.stdlib_module_names.intersection([name])


def found_again(name: str, looked: Iterable[Looked]) -> Iterable[tuple[str, Module]]:
    """A loaded module of which nothing was taken down: where the path has it."""
    for row in looked:
        for thing, owner in row.modules:
            folder = thing.file.rpartition("/")[0] if thing.kind == "package" else None
            path = (folder,) if folder else None
            return [(name, Module(name, "module", file=thing.file, path=path, owner=owner))]
    return []


def may_be_marshals(error: Error) -> bool:
    """Is an error of the chain one that damaged bytecode leads to?"""
    return any(each.is_a("EOFError", "ValueError", "TypeError") for each in error.chain)


def sources_in(lookups: Mapping[str, tuple[Looked, ...]]) -> Iterator[tuple[str, str]]:
    """The sources that were found for names, each with its name."""
    for name, rows in lookups.items():
        for row in rows:
            for thing, _ in row.modules:
                if thing.file.endswith(".py"):
                    yield name, thing.file


def folders_of(modules: Iterable[Module]) -> Iterator[str]:
    """The folders of namespace packages."""
    for module in modules:
        if not module.file:
            yield from module.path or ()


def about(error: Error, modules: Mapping[str, Module]) -> list[Module]:
    """The modules that an error is about."""
    objects = [each.object for each in error.chain if each.object]
    return [*objects, *modules.values()]
