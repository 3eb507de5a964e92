"""All evidence for one error of one process."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...explaining.explanation import Owner
from ..evidence import Bytecode, Evidence, Looked, Written
from .absent_files import absent_files
from .bindings import bindings
from .bytecode import bytecode_of, damaged_bytecode
from .folders import in_folders
from .git_submodules import git_submodules
from .kernels import kernels
from .lost_editables import lost_editables
from .moved_names import homes_of
from .native import init_functions
from .near_by import SIMILAR, SIMILAR_WITHIN, definers, environments, near_names
from .off_the_path import lies_in, lies_in_package
from .packages import packages
from .parts import rows_of, table_of
from .path_files import path_lines
from .process import Process
from .reading import Reader
from .stand_ins import stand_ins
from .subject import Subject, subject_of
from .unlisted_packages import unlisted_packages
from .where_to_look import (
    folders_near,
    folders_to_list,
    homes_of_environments,
    named_files,
    sources_that_define,
    suspects,
)
from .writings import writings


class Gathering:
    """Gathers for one process; ``facts`` are those that ``collecting`` made."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._process = Process(facts)

    def evidence(self, row: Mapping[str, Any]) -> Evidence:
        """All of it, for one of the process's errors."""
        process = self._process
        subject = subject_of(process, row)
        path, error, lookups = process.path, subject.error, subject.lookups
        near, tops = folders_near(process, error), subject.tops
        distributions = rows_of(lambda: packages(path, distributions_of(process, subject)))
        lines = rows_of(lambda: path_lines(path, process.missing))
        return replace(
            process.evidence,
            error=error,
            modules=subject.modules,
            lookups=lookups,
            written=written(process, subject),
            path_lines=lines,
            bytecode=bytecode(subject),
            bindings=rows_of(lambda: bindings(error, process.file_of)),
            packages=distributions,
            environments=rows_of(lambda: environments_with(process, subject)),
            in_folders=table_of(lambda: in_folders(folders_to_list(process, subject, lines))),
            owners=owners_of(process, named_files(error)),
            definers=table_of(lambda: definers_of(process, subject)),
            near_names=table_of(lambda: near_names_of(process, lookups)),
            lies_in=table_of(lambda: lies_in(tops, near, path)),
            lies_in_package=table_of(lambda: lies_in_package(tops, near, path)),
            homes=table_of(lambda: homes_of(error, distributions)),
        )

    def bare(self, row: Mapping[str, Any]) -> Evidence:
        """Only what the error itself says, for when the rest cannot be had."""
        return Evidence(error=Reader(lambda _: None, lambda *_: "").error(row))


def written(process: Process, subject: Subject) -> tuple[Written, ...]:
    """The lines of files that did something of interest."""
    error = subject.error
    return (
        *rows_of(lambda: writings(suspects(process, subject))),
        *rows_of(lambda: kernels_of(process, subject)),
        *rows_of(lambda: lost_editables(process.path, subject.names)),
        *rows_of(lambda: unlisted_packages(process.path, subject.tops)),
        *rows_of(lambda: init_functions(error)),
        *rows_of(lambda: stand_ins(error, process.failures)),
        *rows_of(lambda: git_submodules(subject.namespace_folders)),
        *rows_of(lambda: absent_files(error, process.path)),
    )


def kernels_of(process: Process, subject: Subject) -> Iterator[Written]:
    """The kernels of Jupyter that name a program which could not be started."""
    for each in subject.error.chain:
        if each.is_a("FileNotFoundError"):
            known = process.interpreter
            yield from kernels(each.filename, known.prefix, known.environment)


def bytecode(subject: Subject) -> tuple[Bytecode, ...]:
    """The bytecode of the modules; that which is damaged, where an error comes of such."""
    used = rows_of(lambda: bytecode_of(subject.about))
    if any(each.is_a("EOFError", "ValueError", "TypeError") for each in subject.error.chain):
        return (*used, *rows_of(lambda: damaged_bytecode(subject.sources)))
    return used


def distributions_of(process: Process, subject: Subject) -> list[str]:
    """The distributions whose metadata bears on the error."""
    owners = [frame.owner for each in subject.error.chain for frame in each.frames]
    owners += [row.raised.owner for row in process.failures if row.raised]
    tops = [name.partition(".")[0] for name in subject.names]
    return [*tops, *(each.name for each in owners if each and each.name)]


def environments_with(process: Process, subject: Subject) -> Any:
    """The environments near by, with those of the modules that they have."""
    tops = [name.partition(".")[0] for name in subject.names]
    return environments(homes_of_environments(process), process.interpreter.prefix, tops)


def owners_of(process: Process, files: Iterable[str]) -> dict[str, Owner]:
    """Whom some files belong to."""
    pairs = ((file, process.owner_of(file)) for file in files)
    return {file: owner for file, owner in pairs if owner}


def definers_of(process: Process, subject: Subject) -> dict[str, tuple[str, ...]]:
    """The files that define the words which the errors quote."""
    files = dict.fromkeys(sources_that_define(process, subject))
    wanted = [word for each in subject.error.chain for word in each.message.split("'")[1::2]]
    return {name: definers(name, files) for name in wanted if name.isidentifier()}


def near_names_of(
    process: Process, lookups: Mapping[str, tuple[Looked, ...]]
) -> dict[str, tuple[str, ...]]:
    """For each name, those like it that can be imported where it was looked for."""
    return {name: near(process, name, rows) for name, rows in lookups.items()}


def near(process: Process, name: str, looked: Iterable[Looked]) -> tuple[str, ...]:
    """The names like one."""
    parent, _, last = name.rpartition(".")
    if not parent:
        return near_names(last, looked, sys.stdlib_module_names, SIMILAR)
    # No file stands behind some, such as os.path and, from 3.14 on, collections.abc.
    siblings = (each.rpartition(".") for each in process.loaded)
    loaded = [each for above, _, each in siblings if above == parent]
    return near_names(last, looked, loaded, SIMILAR_WITHIN)
