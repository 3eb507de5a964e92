"""What rules ask of the evidence again and again; pure, like they are."""

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..explaining.explanation import Owner, Thing
from .evidence import Change, Error, Evidence, Frame, Looked, Module, Written, is_library
from .finding import Culprit
from .named_on_command_line import values

NO_MODULE = re.compile(r"No module named '?(?P<name>[\w.]+)'?")
CANNOT_IMPORT = re.compile(
    r"cannot import name '(?P<name>\w+)' from "
    r"(?:partially initialized module )?'(?P<module>[\w.]+)'"
)
NO_ATTRIBUTE = re.compile(
    r"(?:partially initialized )?module '(?P<module>[\w.]+)'(?: from '[^']*')?"
    r" has no attribute '(?P<name>\w+)'"
    r"|cannot access submodule '(?P<child>\w+)' of module '(?P<parent>[\w.]+)'"
)
IMPORTLIB = ("/importlib/__init__.py", "/importlib/util.py")


class Missed(NamedTuple):
    """A name that a module was asked for and did not have."""

    error: Error
    module: str
    name: str


def not_found(evidence: Evidence) -> Iterator[tuple[Error, str]]:
    """The errors that say "No module named X", each with its X."""
    for error in evidence.error.chain:
        if error.is_a("ModuleNotFoundError", "SystemExit"):
            found = name_in(error.message)
            if found:
                yield error, error.name or found


def name_in(message: str) -> str | None:
    """The module that a message says there is none of."""
    found = NO_MODULE.search(message)
    return found["name"] if found else None


def missed_names(evidence: Evidence) -> Iterator[Missed]:
    """What was asked of modules that exist, and is not there."""
    for error in evidence.error.chain:
        if error.is_a("ImportError") and (found := CANNOT_IMPORT.search(error.message)):
            yield Missed(error, found["module"], found["name"])
        elif error.is_a("AttributeError") and (found := NO_ATTRIBUTE.search(error.message)):
            module, name = found["module"] or found["parent"], found["name"] or found["child"]
            yield Missed(error, module, name)


def module_of(evidence: Evidence, missed: Missed) -> Module | None:
    """The module that was asked, as it was then or as it is now."""
    if missed.error.object is not None and missed.error.object.name in ("", missed.module):
        return missed.error.object
    return evidence.modules.get(missed.module)


def asker(error: Error) -> Frame | None:
    """The last line of a traceback that is not importlib's."""
    frames = [each for each in error.frames if not each.file.endswith(IMPORTLIB)]
    return frames[-1] if frames else None


def users_line(error: Error) -> Frame | None:
    """The last line of a traceback that is not the standard library's."""
    frames = [each for each in error.frames if not is_library(each.owner)]
    return frames[-1] if frames else asker(error)


def culprit_at(frame: Frame | None) -> Culprit:
    """The culprit that a frame is."""
    if frame is None or not frame.file:
        return Culprit(what="not known")
    return culprit_in(frame.file, frame.line, frame.owner)


def culprit_of(evidence: Evidence, error: Error, frame: Frame | None) -> Culprit:
    """Who asked: a line, or the command line for what it names.

    That is what ``python -m`` did not find, and what a tool of the library was told by a word, as
    ``-m unittest NAME`` is.
    """
    name = name_in(error.message)
    if error.is_a("SystemExit"):
        return Culprit(what=f"the command line: -m {name}")
    by_tool = frame is None or not frame.file or is_library(frame.owner)
    words = evidence.interpreter.command[1:] if by_tool else ()
    word = next((each for each in words if name in values(each)), None)
    return Culprit(what=f"the command line: {word}") if word else culprit_at(frame)


def culprit_in(
    file: str | None, line: int = 0, owner: Owner | None = None, what: str = ""
) -> Culprit:
    """The culprit in a file, with its distribution."""
    if owner is None or owner.kind != "distribution":
        library = "standard library" if owner and owner.kind == "standard library" else None
        return Culprit(file, line, distribution=library, what=what)
    return Culprit(file, line, distribution=owner.name, version=owner.version, what=what)


def owner_in_words(owner: Owner | None) -> str:
    """An owner, as part of a sentence; empty where there is none.

    >>> owner_in_words(Owner("distribution", "six", "1.15.0"))
    'six 1.15.0'
    """
    if owner is None:
        return ""
    if owner.kind != "distribution":
        return f"the {owner.kind}"
    return " ".join(filter(None, (owner.name, owner.version)))


def puts(evidence: Evidence, name: str) -> Change | None:
    """How a module came into the cache by hand, if it did."""
    return next(
        (each for each in evidence.changes if each.what == "put" and each.name == name), None
    )


def line_that_puts(evidence: Evidence, name: str) -> Written | None:
    """The line that writes an entry of ``sys.modules``, if one was found that names it."""
    lines = [each for each in evidence.written if each.what.startswith("sys.modules")]
    exact = [each for each in lines if each.name == name]
    return next(iter(exact), None)


def lines_in(evidence: Evidence, what: str, file: str | None) -> list[Written]:
    """The lines of one file that change something."""
    return [each for each in evidence.written if each.what == what and each.file == file]


def candidates(evidence: Evidence, name: str) -> list[tuple[Looked, Thing, Owner | None]]:
    """All that could be a module, in the order of the path."""
    rows = evidence.lookups.get(name, ())
    return [(row, thing, owner) for row in rows for thing, owner in row.modules]


def in_vain(row: Looked) -> str:
    """An entry that did not have a module, as part of what was seen.

    >>> in_vain(Looked(place="/lib")), in_vain(Looked(place="https://h/lib", kind="untaken"))
    ('nothing in /lib', 'no path hook takes https://h/lib')
    """
    return f"{'no path hook takes' if row.kind == 'untaken' else 'nothing in'} {row.place}"


def portions(evidence: Evidence, name: str) -> list[tuple[Looked, Thing]]:
    """Directories of a name that have no ``__init__.py``."""
    rows = evidence.lookups.get(name, ())
    return [(row, each) for row in rows for each in row.things if each.kind == "portion"]


def short_command(evidence: Evidence) -> str:
    """The command line, its program named as people write it.

    >>> from .evidence import Interpreter
    >>> command = ("/usr/bin/python3", "-m", "tool")
    >>> short_command(Evidence(interpreter=Interpreter(command=command)))
    'python -m tool'
    """
    return " ".join(["python", *evidence.interpreter.command[1:]])


def module_name(file: str) -> str:
    """What ``-m`` takes for a script.

    >>> module_name("/home/ann/train.py")
    'train'
    """
    return file.rpartition("/")[2].removesuffix(".py") or "SCRIPT"


def place(frame: Frame) -> str:
    """``file:line``, and what stands there.

    >>> place(Frame("a.py", 3, source="import b"))
    'a.py:3: import b'
    """
    text = f"{frame.file}:{frame.line}"
    return f"{text}: {frame.source}" if frame.source else text


def folder_of(entry: str) -> str:
    """The folder that an entry means which is no text, from its ``repr``.

    >>> folder_of("PosixPath('/home/ann/example/../lib')")
    '/home/ann/lib'
    """
    return posixpath.normpath(entry.partition("'")[2].rpartition("'")[0])


def pip(evidence: Evidence, words: str) -> str:
    """A command that installs into the environment that failed."""
    python = evidence.interpreter.executable or "python"
    return f"{python} -m pip install {words}"
