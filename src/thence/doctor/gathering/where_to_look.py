"""The files and folders in which something may lie that bears on an error."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ...sources.names import is_url
from ..evidence import Error, PathLine
from ..questions import folder_of
from .folders import ancestors, below
from .process import Process
from .subject import Subject

MOST_FILES = 60  # that are read for the lines that changed something
INNERMOST = 4  # files of a traceback, whose folders are near by


def folders_near(process: Process, error: Error) -> list[str]:
    """Where the program's own files are: what it needs may lie near by."""
    files = [frame.file for each in error.chain for frame in each.frames if not frame.owner]
    folders = [process.first_directory, process.directory]
    folders += [str(Path(file).parent) for file in [process.script or "", *files[-INNERMOST:]]]
    return [folder for folder in dict.fromkeys(folders) if folder and folder[:1] == "/"]


def suspects(process: Process, subject: Subject) -> list[str]:
    """The files in which a line may have changed what the error shows."""
    chain, modules = list(subject.error.chain), subject.modules
    frames = [frame for each in chain for frame in each.frames]
    changed = [frame for change in process.changes for frame in change.by]
    files = [process.script, *(module.file for module in modules.values())]
    files += [each.origin for each in modules.values()]
    files += process.facts.get("replaced", {}).values()
    files += [frame.file for frame in (*frames, *changed)]
    files += [process.asked_by[name][0] for name in modules if name in process.asked_by]
    files += [each.filename or "" for each in chain if each.is_a("SyntaxError")]
    files += scripts_beside(process)
    return list(dict.fromkeys(each for each in files if each))[:MOST_FILES]


def scripts_beside(process: Process) -> list[str]:
    """The sources in the folder of the program's file, or in the working directory."""
    home = str(Path(process.script).parent) if process.script else process.directory
    return [str(each) for each in sorted(Path(home).glob("*.py"))] if home else []


def sources_that_define(process: Process, subject: Subject) -> list[str]:
    """The files in which a name may be defined that something was asked for in vain."""
    rows = [row for each in subject.lookups.values() for row in each]
    files = [thing.file for row in rows for thing in row.things]
    return [*files, *(scripts_beside(process) if process.script else ())]


def folders_to_list(
    process: Process, subject: Subject, path_lines: Iterable[PathLine]
) -> Iterator[str]:
    """The folders in which something may lie that nobody found."""
    first, path = process.first_directory, [each for each in process.path if not is_url(each)]
    yield from (f"{first}/{entry}".rstrip("/") for entry in path if entry[:1] != "/")
    yield from (folder_of(each) for each in process.facts.get("odd_entries", ()))
    home = process.interpreter.environment.get("HOME", "")
    yield from (home + each[1:].rstrip("/") for each in path if each[:2] == "~/")
    yield from ancestors([process.script or ""])
    yield from ancestors(frame.file for each in subject.error.chain for frame in each.frames[-2:])
    yield from (each.text for each in path_lines)
    yield from below(subject.modules.values())
    for rows in subject.lookups.values():
        yield from (each.file for row in rows for each in row.things if each.kind == "portion")


def homes_of_environments(process: Process) -> list[str | None]:
    """The folders that are, or may hold, another environment."""
    variables = process.interpreter.environment
    script = process.script and str(Path(process.script).parent)
    # Whoever types pip installs into the first of these.
    programs = [each.rstrip("/") for each in variables.get("PATH", "").split(":")]
    prefixes = [each.removesuffix("/bin") for each in programs if each.endswith("/bin")]
    return [process.directory, script, variables.get("VIRTUAL_ENV"), *prefixes]


def named_files(error: Error) -> Iterator[str]:
    """The files that the errors name."""
    for each in error.chain:
        words = [word.rstrip(":") for word in each.message.split()]
        yield from filter(None, [each.path or each.filename])
        yield from (word for word in words if word[:1] == "/")
