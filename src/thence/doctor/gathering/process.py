"""One process: what holds for each of its errors, gathered once."""

import sys
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from ..._engine import paths
from ...explaining.explanation import Owner
from ...explaining.owners import Owners
from ..evidence import Change, Evidence, Failure, Looked
from .files import line_of
from .lookups import Lookups
from .reading import Reader, import_function, interpreter


class Process:
    """A process as ``collecting`` took it down, whose ``facts`` these are."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.facts = facts
        self.path: list[str] = list(facts.get("path", ()))
        self.directory: str | None = facts.get("directory")
        self.first_directory: str | None = facts.get("first_directory")
        self.interpreter = interpreter(facts.get("interpreter", {}))
        self._owners = Owners(self.path, self.interpreter.library)
        self.owner_of = cache(self._find_owner)
        self.reader = Reader(self.owner_of, line_of)

    @cached_property
    def evidence(self) -> Evidence:
        """What does not depend on the error that is looked at."""
        facts, reader = self.facts, self.reader
        return Evidence(
            interpreter=self.interpreter,
            directory=self.directory,
            first_directory=self.first_directory,
            script=self.script,
            path=tuple(self.path),
            odd_entries=tuple(facts.get("odd_entries", ())),
            first_path=tuple(facts.get("first_path", ())),
            main=reader.module(facts["main"]) if facts.get("main") else None,
            meta_path=tuple(reader.finder(each) for each in facts.get("meta_path", ())),
            import_function=import_function(facts.get("import_function")),
            failures=self.failures,
            threads=tuple(reader.thread(each) for each in facts.get("threads", ())),
            changes=self.changes,
            replaced=dict(facts.get("replaced", {})),
            asked_by=self.asked_by,
            loaded=self.loaded,
            library_names=sys.stdlib_module_names,
            watched=bool(facts.get("watched")),
        )

    @cached_property
    def failures(self) -> tuple[Failure, ...]:
        """The imports that failed."""
        return tuple(self.reader.failure(each) for each in self.facts.get("failures", ()))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changed in the import system's state."""
        return tuple(self.reader.change(each) for each in self.facts.get("changes", ()))

    @cached_property
    def loaded(self) -> frozenset[str]:
        """The names in ``sys.modules``."""
        return frozenset(self.facts.get("loaded", ()))

    @cached_property
    def asked_by(self) -> dict[str, tuple[str, int, str]]:
        """Who asked first for a module: file, line, and the asking module."""
        return dict(self.facts.get("asked_by", {}))

    @property
    def missing(self) -> list[str]:
        """The modules that were not found, whether somebody caught it or not."""
        return [each["missing"] for each in self.facts.get("failures", ()) if each["missing"]]

    @cached_property
    def script(self) -> str | None:
        """The program's file: the first word of the command line that is one."""
        base = self.first_directory or "/"
        for word in self.interpreter.command[1:]:
            if not word.startswith("-") and paths.is_file(str(Path(base, word))):
                return str(Path(base, word))
        return None

    def lookup(self, name: str) -> tuple[Looked, ...]:
        """What lies at each entry of the path on which a module was, or would be, searched."""
        rows = self.facts.get("entries", {}).get(name)
        if rows is None:  # nobody asked while the program ran: the path tells where it would be
            parent = self.facts.get("modules", {}).get(name.rpartition(".")[0]) or {}
            path = (parent.get("path") or ()) if "." in name else self.path
            rows = [{"entry": each, "finder": "", "listing": None} for each in path]
        first = self.facts.get("first_path", ())
        looks = Lookups(self.interpreter, self.directory, first, self.owner_of)
        return looks.look(name.rpartition(".")[2], rows)

    def file_of(self, name: str) -> str | None:
        """Where a top-level module lies."""
        rows = self.lookup(name) if "." not in name else ()
        return next((thing.file for row in rows for thing, _ in row.modules), None)

    def _find_owner(self, file: str | None) -> Owner | None:
        """Whom a file belongs to; metadata that cannot be read names nobody."""
        try:
            return self._owners.owner_of(file)
        except Exception:  # noqa: BLE001 - whatever stands in somebody's metadata
            return None
