"""What a rule about the environment may look at: values only, gathered before."""

from dataclasses import dataclass, field

from ..evidence import PathLine


@dataclass(frozen=True, slots=True)
class Provider:
    """A module at top level of an entry."""

    name: str = ""
    file: str = ""  # a package's folder
    kind: str = "source"  # "package", "portion", "source", "extension" or "bytecode"


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the path."""

    entry: str = ""
    place: str = ""
    kind: str = "directory"  # "archive", "missing", "file", "unreadable"
    origin: str = ""  # "PYTHONPATH", "user site", "site", "library", "start" or ""
    writable_by_others: bool = False
    providers: dict[str, Provider] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Installed:
    """A distribution."""

    name: str = ""
    version: str = ""
    root: str = ""
    imports: frozenset[str] = frozenset()
    foreign: tuple[str, ...] = ()  # extension modules that only another Python can load
    absent: tuple[str, ...] = ()  # modules of its record that are not there
    sources: str | None = None  # of an editable installation
    sources_exist: bool = True


@dataclass(frozen=True, slots=True)
class ProjectImport:
    """A name that one module of the project takes from another while it is being made."""

    importer: str = ""
    file: str = ""
    line: int = 0
    module: str = ""
    name: str = ""
    defined_at: int = 0  # the line in the other module; 0: not at top level
    back_at: int = 0  # the first line there that leads back to the importer


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All of it."""

    executable: str = ""
    prefix: str = ""
    directory: str | None = None
    places: tuple[Place, ...] = ()
    installed: tuple[Installed, ...] = ()
    path_lines: tuple[PathLine, ...] = ()
    library_names: frozenset[str] = frozenset()
    leftovers: tuple[str, ...] = ()  # bytecode in the project whose source is gone
    circular: tuple[ProjectImport, ...] = ()

    def providers(self, name: str) -> list[tuple[Place, Provider]]:
        """All entries that have a name, in their order."""
        return [(each, each.providers[name]) for each in self.places if name in each.providers]
