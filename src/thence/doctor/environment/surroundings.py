"""What a rule about the environment may look at: values only, gathered before."""

from dataclasses import dataclass, field

from ..evidence import PathLine


@dataclass(frozen=True, slots=True)
class Provider:
    """A module at top level of an entry."""

    name: str = ""
    file: str = ""  # a package's folder
    kind: str = "source"  # "package", "portion", "source", "extension" or "bytecode"
    extends_path: bool = False  # a package that looks for its portions itself, as before PEP 420
    is_shell: bool = False  # a folder in which nothing is left but bytecode


@dataclass(frozen=True, slots=True)
class Leftover:
    """What an installation that was broken off left behind."""

    file: str = ""
    why: str = "renamed"  # with ``~`` in front; "no METADATA", "no RECORD"


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the path."""

    entry: str = ""  # as it was written
    place: str = ""
    kind: str = "directory"  # "archive", "missing", "file", "unreadable", "source" (a URL)
    origin: str = ""  # "PYTHONPATH", "user site", "site", "library", "start" or ""
    is_site: bool = False  # distributions are installed there, and .pth files are read
    writable_by_others: bool = False
    writable_files: tuple[str, ...] = ()  # .pth files that other users may write to
    providers: dict[str, Provider] = field(default_factory=dict)
    leftovers: tuple[Leftover, ...] = ()
    foreign: tuple[str, ...] = ()  # extension modules of which there is none for this Python


@dataclass(frozen=True, slots=True)
class Installed:
    """A distribution."""

    name: str = ""
    version: str = ""
    root: str = ""
    imports: frozenset[str] = frozenset()
    # Its modules and packages at top level: file below the root -> hash, as recorded.
    tops: dict[str, str] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()  # extension modules that only another Python can load
    machine: tuple[str, str] = ("", "")  # an extension module for another processor: file, which
    absent: tuple[str, ...] = ()  # modules of its record that are not there, or are empty now
    sources: str | None = None  # of an editable installation
    gone: tuple[str, ...] = ()  # of those that an editable installation leads to


@dataclass(frozen=True, slots=True)
class Orphan:
    """A file of an editable installation whose distribution is gone, or whose sources are."""

    file: str = ""  # a finder, a .pth file or an .egg-link
    places: tuple[str, ...] = ()  # where it leads to
    gone: tuple[str, ...] = ()  # those of them that are not there
    starter: str | None = None  # of a finder, the .pth file that makes it serve


@dataclass(frozen=True, slots=True)
class FailedStart:
    """What is executed at each start of Python, and raised: a line of a file, or a module."""

    file: str = ""  # a .pth file
    line: int = 0
    error: str = ""  # "ValueError: 3"
    module: str = ""  # "sitecustomize" or "usercustomize"


@dataclass(frozen=True, slots=True)
class Overwritten:
    """A file that several distributions have installed; the last one's is there."""

    file: str = ""
    owners: tuple[str, ...] = ()  # "opencv-python 4.9", in the order of their names
    winner: str = ""  # one of them; empty: it is nobody's any more


@dataclass(frozen=True, slots=True)
class Bytecode:
    """A bytecode file of the project, or at top level of an entry, that does no good."""

    file: str = ""
    source: str = ""
    why: str = "orphaned"  # "unchecked": used, whatever the source says; "sourceless"; "kept old"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a package, without ``__init__.py``, that is imported as one."""

    folder: str = ""
    name: str = ""
    file: str = ""  # who imports from it
    line: int = 0


@dataclass(frozen=True, slots=True)
class Circle:
    """A name that is asked of a module which has not made it yet, if ``first`` comes first."""

    first: str = ""
    importer: str = ""
    file: str = ""
    line: int = 0
    module: str = ""
    name: str = ""
    defined_at: int = 0  # the line in the other module
    back_at: int = 0  # the line there that led to the importer
    is_import: bool = True  # False: an attribute that is used
    instead: str = ""  # what can be imported before; "": nothing that is known
    distribution: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All of it."""

    executable: str = ""
    version: str = ""  # "3.12"
    prefix: str = ""
    directory: str | None = None
    places: tuple[Place, ...] = ()
    installed: tuple[Installed, ...] = ()
    overwritten: tuple[Overwritten, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    path_lines: tuple[PathLine, ...] = ()
    failed_starts: tuple[FailedStart, ...] = ()
    library_names: frozenset[str] = frozenset()
    bytecode: tuple[Bytecode, ...] = ()
    extensions: tuple[str, ...] = ()  # of the project, built for another Python
    folders: tuple[Folder, ...] = ()
    circles: tuple[Circle, ...] = ()

    def providers(self, name: str) -> list[tuple[Place, Provider]]:
        """All entries that have a name, in their order."""
        return [(each, each.providers[name]) for each in self.places if name in each.providers]

    def owners(self, place: Place, name: str) -> list[Installed]:
        """The distributions in a folder that have a module of this name."""
        return [e for e in self.installed if e.root == place.place and name in e.imports]
