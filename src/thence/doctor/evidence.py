"""What a rule may look at: values only, collected and gathered before any rule is asked.

Each field has a default that says nothing: a rule whose evidence is missing finds nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..explaining.explanation import Owner, Thing


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of a traceback, or of the stack at some moment."""

    file: str = ""
    line: int = 0
    function: str = ""
    module: str = ""
    package: str | None = None
    asked: str | None = None  # the name that a function of importlib was called with
    joins: int | None = None  # the number of the thread whose end it waits for
    source: str = ""  # the line's text
    owner: Owner | None = None

    @property
    def is_module_code(self) -> bool:
        """Is this a module's own code, and not that of a function?"""
        return self.function == "<module>"


def is_library(owner: Owner | None) -> bool:
    """Is it the standard library, or the interpreter?"""
    return owner is not None and owner.kind != "distribution"


@dataclass(frozen=True, slots=True)
class Module:
    """A module, or whatever stood in the cache in its place."""

    name: str = ""
    type: str = ""
    is_module: bool = True
    file: str | None = None
    package: str | None = None
    spec: str = "set"  # "set", "none" or "missing"
    origin: str | None = None
    loader: str | None = None
    locations: tuple[str, ...] | None = None  # what its spec says of its path
    being_made: bool = False
    path: tuple[str, ...] | None = None  # None: it is no package
    names: frozenset[str] = frozenset()
    has_getattr: bool = False
    owner: Owner | None = None


@dataclass(frozen=True, slots=True)
class Error:
    """An exception, and the one that led to it."""

    type: str = ""
    bases: tuple[str, ...] = ()
    message: str = ""
    name: str | None = None
    path: str | None = None
    filename: str | None = None
    line: int = 0
    object: Module | None = None
    frames: tuple[Frame, ...] = ()
    led_by: "Error | None" = None
    how: str = ""  # "uncaught", "exit", "last", "collected", "shown" or "formatted"
    is_import: bool = False
    class_owner: Owner | None = None  # whose the class is that lacks an attribute

    @property
    def chain(self) -> "Iterator[Error]":
        """This one, and those that led to it."""
        error: Error | None = self
        while error is not None:
            yield error
            error = error.led_by

    def is_a(self, *kinds: str) -> bool:
        """Is it of one of these classes, or of one derived from them?"""
        return self.type in kinds or any(kind in self.bases for kind in kinds)


@dataclass(frozen=True, slots=True)
class Looked:
    """A path entry, at which a name was looked for."""

    entry: str = ""
    place: str = ""  # absolute
    # "directory", "archive", "missing", "file", "unreadable", "broken-archive"; of a URL "source",
    # or "untaken" where no path hook takes it
    kind: str = "directory"
    origin: str = ""  # "script", "PYTHONPATH", "user site", "site", "library" or ""
    listed: tuple[str, ...] | None = None  # what the finder's own listing has of the name
    things: tuple[Thing, ...] = ()
    owners: tuple[Owner | None, ...] = ()  # of the things, in their order

    @property
    def modules(self) -> tuple[tuple[Thing, Owner | None], ...]:
        """What lies there and could be the module, with its owner."""
        owners = (*self.owners, *[None] * len(self.things))
        pairs = zip(self.things, owners, strict=False)
        return tuple((each, owner) for each, owner in pairs if each.importable)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed in the import system's state while the program ran."""

    what: str = ""  # "put", "taken", "main-replaced", "main-emptied", "path", "finder-added"
    name: str = ""
    type: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    by: tuple[Frame, ...] = ()  # the stack when it was noticed, innermost first


@dataclass(frozen=True, slots=True)
class Failure:
    """An import that failed, caught or not."""

    name: str = ""
    type: str = ""
    message: str = ""
    missing: str | None = None
    asker: Frame = Frame()
    frames: tuple[Frame, ...] = ()  # of its traceback, the innermost
    loaded: bool = False  # it was in the cache in the end
    at_start: bool = False  # before the program began

    @property
    def raised(self) -> Frame | None:
        """Where it was raised: the innermost line that is not the standard library's."""
        own = [each for each in self.frames if not is_library(each.owner)]
        return next(iter(own[::-1] or self.frames[::-1]), None)


@dataclass(frozen=True, slots=True)
class Finder:
    """A meta path finder."""

    finder: str = ""
    module: str = ""
    file: str | None = None
    has_find_spec: bool = True
    has_find_module: bool = False
    owner: Owner | None = None


@dataclass(frozen=True, slots=True)
class ImportFunction:
    """What the program put in the place of ``builtins.__import__``."""

    type: str = ""  # "NoneType"; empty: it was deleted
    serves: bool = False  # it can be called
    file: str = ""  # where it is written, if it is a function
    line: int = 0
    function: str = ""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The Python that ran the program."""

    version: str = ""
    executable: str = ""
    prefix: str = ""
    base_prefix: str = ""
    platform: str = ""
    safe_path: bool = False
    frozen: bool = False  # packed with its program, as PyInstaller does
    command: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    library: str | None = None

    @property
    def number(self) -> tuple[int, ...]:
        """The version as numbers: (3, 11, 7); empty if it makes no sense."""
        digits = [part for part in self.version.split(".")[:3] if part.isdigit()]
        return tuple(int(part) for part in digits)


@dataclass(frozen=True, slots=True)
class Written:
    """A line of a source file that does something of interest."""

    # "sys.modules", "__path__", "__all__", "__import__", "sys.path", "chdir", "class", "reset",
    # "reload", "spec", "no source"
    what: str = ""
    name: str = ""
    file: str = ""
    line: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class PathLine:
    """A line of a ``.pth`` file that did not do what it was written for."""

    file: str = ""
    line: int = 0
    text: str = ""
    why: str = ""  # "raises", "skipped" or "missing"
    needs: str = ""  # the module that an import line needs


@dataclass(frozen=True, slots=True)
class Bytecode:
    """The bytecode of a module that an error is about, beside its source."""

    module: str = ""
    file: str = ""
    source: str = ""
    names: frozenset[str] = frozenset()  # what the bytecode binds or mentions
    source_names: frozenset[str] = frozenset()  # what the source binds at top level
    damaged: bool = False  # its header is right, and its code cannot be read


@dataclass(frozen=True, slots=True)
class Binding:
    """What an import statement of a failing file binds."""

    name: str = ""  # "*" for a star import
    module: str = ""  # what it stands for, as far as the statement tells
    file: str = ""
    line: int = 0
    text: str = ""
    within: str = ""  # the function; empty at top level
    has_own: bool = False  # the module defines a name that is its own


@dataclass(frozen=True, slots=True)
class Package:
    """An installed distribution, as its metadata says."""

    name: str = ""
    version: str = ""
    root: str = ""
    requires: tuple[str, ...] = ()  # the lines after "Requires-Dist:"
    imports: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()  # that were installed, as its RECORD lists them


@dataclass(frozen=True, slots=True)
class Environment:
    """Another Python environment near by."""

    folder: str = ""
    python: str = ""
    modules: frozenset[str] = frozenset()  # of the names that were looked for, those it has


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread of a program that hangs."""

    number: int = 0
    frames: tuple[Frame, ...] = ()  # innermost first
    waits_for: str | None = None  # the module in whose import it waits

    @property
    def makes(self) -> tuple[str, ...]:
        """The modules whose code it is running, innermost first."""
        return tuple(each.module for each in self.frames if each.is_module_code)

    @property
    def joins(self) -> tuple[int, ...]:
        """The numbers of the threads whose end it waits for."""
        return tuple(each.joins for each in self.frames if each.joins is not None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All of it, for one error."""

    error: Error = Error()
    interpreter: Interpreter = Interpreter()
    directory: str | None = None
    first_directory: str | None = None
    script: str | None = None  # the program's file, absolute
    path: tuple[str, ...] = ()
    odd_entries: tuple[str, ...] = ()  # of sys.path, that are no str, as repr() shows them
    first_path: tuple[str, ...] = ()
    main: Module | None = None
    modules: dict[str, Module] = field(default_factory=dict)
    meta_path: tuple[Finder, ...] = ()
    import_function: ImportFunction | None = None  # None: nobody replaced it
    lookups: dict[str, tuple[Looked, ...]] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
    changes: tuple[Change, ...] = ()
    replaced: dict[str, str | None] = field(default_factory=dict)  # modules, and their files
    asked_by: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    written: tuple[Written, ...] = ()
    path_lines: tuple[PathLine, ...] = ()
    bytecode: tuple[Bytecode, ...] = ()
    bindings: tuple[Binding, ...] = ()
    packages: tuple[Package, ...] = ()
    threads: tuple[Thread, ...] = ()
    environments: tuple[Environment, ...] = ()
    in_folders: dict[str, frozenset[str]] = field(default_factory=dict)  # modules, by folder
    owners: dict[str, Owner] = field(default_factory=dict)  # of files that errors name
    definers: dict[str, tuple[str, ...]] = field(default_factory=dict)  # files, by defined name
    near_names: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by a name not found
    lies_in: dict[str, tuple[str, ...]] = field(default_factory=dict)  # folders off the path
    lies_in_package: dict[str, tuple[str, ...]] = field(default_factory=dict)  # whole names
    homes: dict[str, tuple[str, ...]] = field(default_factory=dict)  # modules, by defined name
    loaded: frozenset[str] = frozenset()  # the names in sys.modules
    library_names: frozenset[str] = frozenset()  # sys.stdlib_module_names
    watched: bool = True

    def distribution(self, name: str) -> Package | None:
        """The installed distribution of a name."""
        wanted = name.lower().replace("_", "-")
        found = (each for each in self.packages if each.name.lower().replace("_", "-") == wanted)
        return next(found, None)
