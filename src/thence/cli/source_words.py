"""Does a command line, or the project, ask for sources?  Most do not, and load nothing more."""

from .._engine import paths
from .._engine.primitives import os
from .own_needs import finding_own_needs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..launching.plan import Hook

PROJECT = "pyproject.toml"
TABLE = b"thence.sources"
SWITCHES = {
    "--trust-first-use": "trust_first_use",
    "--frozen": "frozen",
    "--offline": "offline",
    "--strict-sources": "strict",
    "--plain-http": "plain_http",
}
VALUED = ("--source", "--lock")


class BadOptionError(Exception):
    """The command line, or the project, makes no sense; the message says what to do."""


def sources_asked_for(words: "Sequence[str]") -> "tuple[list[str], list[Hook]]":
    """The words of a command line without those about sources, and what these ask for.

    Raises BadOptionError.
    """
    if not wants_sources(words):
        return list(words), []
    with finding_own_needs():
        options = __import__(f"{__package__}.source_options", fromlist=["with_sources"])
        return options.with_sources(words)  # type: ignore[no-any-return]


def wants_sources(words: "Sequence[str]") -> bool:
    """Is there an option about sources, a URL, or a project that names some?"""
    own = {*SWITCHES, *VALUED}
    if any(word.partition("=")[0] in own or has_scheme(word) for word in words):
        return True
    return project_file() is not None


def has_scheme(word: str) -> bool:
    """May this be a URL?  One letter is a Windows drive.

    >>> has_scheme("notebooks:/a"), has_scheme("-Wignore::x"), has_scheme("C:/a")
    (True, False, False)
    """
    scheme, colon, _ = word.partition(":")
    return bool(colon) and len(scheme) > 1 and scheme[0].isalpha()


def project_file() -> str | None:
    """The nearest pyproject.toml, upwards from the working directory, if it names sources."""
    try:
        folder = os.getcwd()
    except OSError:
        return None
    while True:
        file = paths.join(folder, PROJECT) if folder else f"{paths.SEPARATOR}{PROJECT}"
        try:
            return file if TABLE in paths.read_file(file) else None
        except OSError:
            if not folder:
                return None
            folder = paths.split(folder)[0]
