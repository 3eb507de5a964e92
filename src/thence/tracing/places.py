"""Where in a program something happened, and what was said of specs and errors there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a program.

    ``function`` is its qualified name, ``<module>`` at top level; ``module`` is the ``__name__``
    of its globals, None where they have none.
    """

    file: str
    line: int
    function: str
    module: str | None = None


@dataclass(frozen=True, slots=True)
class SpecFacts:
    """What a spec said when it was chosen (5.4.3).

    ``locations`` are the package's ``submodule_search_locations``; None: it is no package.
    """

    name: str
    origin: str | None  # a file where has_location, else "built-in", "frozen", "namespace"...
    loader: str | None  # class, as "thence.machinery.SourceFileLoader"; None: namespace package
    has_location: bool
    locations: tuple[str, ...] | None

    @property
    def is_package(self) -> bool:
        """May it have submodules?"""
        return self.locations is not None

    @property
    def is_namespace(self) -> bool:
        """Is it a namespace package (5.2.2)?"""
        return self.is_package and not self.has_location


@dataclass(frozen=True, slots=True)
class ErrorFacts:
    """An error that an import raised.

    ``number`` is the same in all events about one error object of a process.
    """

    number: int
    kind: str  # class, as "ModuleNotFoundError" or "pkg.errors.Broken"
    message: str
