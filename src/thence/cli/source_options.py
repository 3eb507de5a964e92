"""Which sources a program may use: by options, and by ``[tool.thence.sources]``."""

import os
import tomllib
from pathlib import Path

from .._engine import paths
from ..launching.command_line import CommandLine, NoProgramError
from ..launching.plan import INSTALLED, READY, Hook
from ..sources.errors import SourceError
from ..sources.names import ARCHIVE_SUFFIXES, is_url
from ..sources.opening import ENTRY_POINTS, STORES
from ..sources.policy import absolute
from ..sources.starting import Wish
from .source_words import SWITCHES, VALUED, BadOptionError, project_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

LOCK = "thence.lock"
# What a project may decide; to trust what comes first is a person's decision.
PROJECT_SWITCHES = ("frozen", "offline", "strict", "plain_http")
# Words of thence run's own, which may stand between.
OTHERS = frozenset({"--no-children", "--help"})


class SourceOptions:
    """What was asked for, from the first words of a command line."""

    def __init__(self, words: "Sequence[str]") -> None:
        # What is left: python's options, the program, its arguments.
        self.words = list(words)
        self.entries: list[str] = []
        self.first: list[str] = []
        self.lock: str | None = None
        self.switches: dict[str, bool] = {}
        while self.words and self._take():
            pass

    def _take(self) -> bool:
        """Take one option off the line; False when the next word is none of ours."""
        name, equals, value = self.words[0].partition("=")
        if name in SWITCHES and not equals:
            self.switches[SWITCHES[name]] = True
        elif name in VALUED:
            if not equals:
                value = self._next_word(name)
            if name == "--lock":
                self.lock = value
            else:
                self.entries.append(entry_of(value))
        else:
            return False
        del self.words[0]
        return True

    def _next_word(self, option: str) -> str:
        if len(self.words) == 1:
            raise BadOptionError(f"{option} needs a value")
        return self.words.pop(1)

    def take_program(self, word: str, behind: "Sequence[str]") -> None:
        """A URL in the place of the program: it is a source, searched first.

        With ``-m`` behind it the program is that module, else the source's ``__main__``.
        """
        entry = entry_of(word)
        self.first.append(entry)
        at = self.words.index(word)
        follows = list(behind[:1]) == ["-m"]
        self.words[at : at + 1] = [] if follows else [entry]

    def hooks(self) -> list[Hook]:
        """What is to be called in the process; nothing where nobody asked for sources.

        Raises BadOptionError.
        """
        project = project_settings()
        entries = [*self.first, *self.entries, *project.get("entries", [])]
        allow = [*entries, *project.get("allow", [])]
        if not allow:
            if self.lock or self.switches:
                raise BadOptionError("there is no source: --source URL, or [tool.thence.sources]")
            return []
        options = {**project.get("switches", {}), **self.switches}
        lock = self.lock or project.get("lock") or (LOCK if Path(LOCK).exists() else None)
        if lock is None and options.get("trust_first_use"):
            lock = LOCK
        if lock is not None:
            options["lock"] = paths.absolute(lock)
        word = Wish(self.first, entries[len(self.first) :], {"allow": allow, **options}).word()
        module = "thence.sources.starting"
        return [
            Hook(INSTALLED, module, "attach", word),
            Hook(READY, module, "extend_path", word),
        ]


def with_sources(words: "Sequence[str]") -> "tuple[list[str], list[Hook]]":
    """The words of a command line without those about sources, and what these ask for.

    Raises BadOptionError.
    """
    options = SourceOptions(words)
    try:
        line = CommandLine(["python", *options.words], own=OTHERS)
    except NoProgramError:
        return options.words, []  # no program will run
    if line.how == "script" and is_remote_program(line.what):
        options.take_program(line.what, line.argv[1:])
    return options.words, options.hooks()


def entry_of(text: str) -> str:
    """A path entry in the form in which it stands on ``sys.path``.  Raises BadOptionError."""
    try:
        return absolute(text)
    except SourceError as error:
        raise BadOptionError(str(error)) from error


def is_remote_program(word: str) -> bool:
    """Is this, in the place of a script, the URL of a source?

    A file of that name, as ``notebooks:x`` may be, is that file.  Raises BadOptionError for what
    is neither.
    """
    if not is_url(word):
        return False
    if "://" in word or word.lower().endswith(ARCHIVE_SUFFIXES):
        return True
    if Path(word).exists():
        return False
    # It costs more than all else here, and is rarely needed.
    from importlib.metadata import entry_points

    scheme = word.partition(":")[0].lower()
    if scheme in STORES or entry_points(group=ENTRY_POINTS, name=scheme):
        return True
    raise BadOptionError(
        f"there is no file {word}, and no store takes {scheme}: entries: thence has none, and no "
        f"package that is installed for this Python offers one (an entry point {scheme!r} in the "
        f"group {ENTRY_POINTS!r})"
    )


def project_settings() -> "dict[str, Any]":
    """What the nearest pyproject.toml says; paths in it are relative to it.

    Raises BadOptionError for what it says wrongly.
    """
    file = project_file()
    if file is None:
        return {}
    if not is_trusted(file):
        raise BadOptionError(
            f"{file} names sources, and belongs to somebody else: it is not believed; name them "
            "yourself (--source), or work in a folder of your own"
        )
    try:
        data = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadOptionError(f"{file}: {error}") from error
    table = data.get("tool", {}).get("thence", {}).get("sources", {})
    return settings_in(table, Path(file))


def is_trusted(file: str) -> bool:
    """Does a file belong to this user, or to the administrator?

    A link to one does not do: paths in the file are relative to where the link lies.
    """
    getuid = getattr(os, "getuid", None)
    owners = {Path(file).stat().st_uid, Path(file).lstat().st_uid}
    return getuid is None or owners <= {0, getuid()}


def settings_in(table: "dict[str, Any]", file: Path) -> "dict[str, Any]":
    """The settings in a table ``[tool.thence.sources]``.  Raises BadOptionError."""
    settings: dict[str, Any] = {"switches": {}}
    if (file.parent / LOCK).exists():
        settings["lock"] = str(file.parent / LOCK)
    for key, value in table.items():
        name = key.replace("-", "_")
        if name in ("entries", "allow") and is_list_of_texts(value):
            settings[name] = [entry_of(beside(each, file)) for each in value]
        elif name == "lock" and isinstance(value, str):
            settings[name] = str(file.parent / value)
        elif name in PROJECT_SWITCHES and isinstance(value, bool):
            settings["switches"][name] = value
        else:
            raise BadOptionError(
                f"{file}: [tool.thence.sources] has {key} = {value!r}; it may have entries and "
                f"allow (lists of path entries), lock (a file), {', '.join(PROJECT_SWITCHES)} "
                "(true or false)"
            )
    return settings


def is_list_of_texts(value: object) -> bool:
    """Is this a list of strings?"""
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def beside(entry: str, file: Path) -> str:
    """An entry of a project's file; one without a scheme is relative to it."""
    return entry if is_url(entry) else str(file.parent / entry)
